/** Everything that moves spans out of the process. Loaded beside the program's start, not before it. */
import type { Codec } from './codec.ts';
import type { Destination, ExportConfig } from './config-types.ts';
import { resolveLimits } from './limits.ts';
import { jsonCodec } from './otlp-json.ts';
import { otlpOutlet } from './otlp-outlet.ts';
import type { Outlet } from './outlet.ts';
import type { Report } from './report.ts';
import { Sender, type SenderOptions } from './sender.ts';

const MIB = 1024 * 1024;

export async function createExporter(config: ExportConfig, report: Report): Promise<Outlet> {
  const { destinations, resource } = config;
  const limits = resolveLimits(config.limits);
  const outlets = [...(config.outlets ?? [])];

  async function otlp(to: readonly Destination[], codec: Codec): Promise<Outlet> {
    const shelter = await shelterFor(codec, config, report);
    const { queueBytes = 32 * MIB, delay = 1_000, retryDelay = 1_000 } = config;
    const common = { codec, report, queueBytes, delay, retryDelay, perRequest: isWorker(), shelter };
    return otlpOutlet(
      codec,
      to.map((destination) => new Sender({ ...common, destination })),
      report,
    );
  }

  const asProtobuf = destinations.filter(({ protocol }) => protocol === 'http/protobuf');
  const asJson = destinations.filter((destination) => !asProtobuf.includes(destination));
  if (asJson.length > 0) outlets.push(await otlp(asJson, jsonCodec(resource, limits)));
  if (asProtobuf.length > 0) {
    const { protobufCodec } = await import('./otlp-protobuf.ts');
    outlets.push(await otlp(asProtobuf, protobufCodec(resource, limits)));
  }
  if (config.console) outlets.push((await import('./console.ts')).consoleOutlet(resource['service.name']));
  return together(outlets);
}

/** Cloudflare Workers: timers and answers belong to the request in which they began. */
const isWorker = (): boolean => globalThis.navigator?.userAgent === 'Cloudflare-Workers';

/** A place on disk for each receiver, where a folder is configured and there is a disk. */
async function shelterFor(
  codec: Codec,
  config: ExportConfig,
  report: Report,
): Promise<SenderOptions['shelter']> {
  const { spool: folder, spoolBytes: limit = 512 * MIB } = config;
  if (folder === undefined) return undefined;
  if (typeof process === 'undefined' || !process.getBuiltinModule?.('node:fs')) {
    return void report.warn('a spool needs a file system; spans wait in memory only');
  }
  const { drained } = await import('./spool/drain.ts');
  return (health) => drained({ folder, limit, codec, health, report });
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
