/** Everything that moves spans out of the process. Loaded beside the program's start, not before it. */
import type { Codec } from './codec.ts';
import type { Destination, ExportConfig } from './config-types.ts';
import { resolveLimits } from './limits.ts';
import { jsonCodec } from './otlp-json.ts';
import { otlpOutlet } from './otlp-outlet.ts';
import type { Outlet } from './outlet.ts';
import type { Report } from './report.ts';
import { Sender } from './sender.ts';

export async function createExporter(config: ExportConfig, report: Report): Promise<Outlet> {
  const { destinations, resource } = config;
  const limits = resolveLimits(config.limits);
  const outlets = [...(config.outlets ?? [])];

  function otlp(to: readonly Destination[], codec: Codec): Outlet {
    const senders = to.map((destination) => senderTo(destination, codec, config, report));
    return otlpOutlet(codec, senders, report);
  }

  const asProtobuf = destinations.filter(({ protocol }) => protocol === 'http/protobuf');
  const asJson = destinations.filter((destination) => !asProtobuf.includes(destination));
  if (asJson.length > 0) outlets.push(otlp(asJson, jsonCodec(resource, limits)));
  if (asProtobuf.length > 0) {
    const { protobufCodec } = await import('./otlp-protobuf.ts');
    outlets.push(otlp(asProtobuf, protobufCodec(resource, limits)));
  }
  if (config.console) outlets.push((await import('./console.ts')).consoleOutlet(resource['service.name']));
  return together(outlets);
}

function senderTo(destination: Destination, codec: Codec, config: ExportConfig, report: Report): Sender {
  const { queueBytes = 32 * 1024 * 1024, delay = 1_000, retryDelay = 1_000 } = config;
  return new Sender({ destination, codec, report, queueBytes, delay, retryDelay });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const together = (outlets: readonly Outlet[]): Outlet => ({
  add(spans) {
    for (const outlet of outlets) outlet.add(spans);
  },
  async flush(timeout, leaving) {
    return sum(await Promise.all(outlets.map((outlet) => outlet.flush(timeout, leaving))));
  },
  unsettled: () => sum(outlets.map((outlet) => outlet.unsettled())),
  rest: () => outlets.flatMap((outlet) => outlet.rest()),
  stop() {
    for (const outlet of outlets) outlet.stop();
  },
  stats: () => outlets.flatMap((outlet) => outlet.stats()),
});
