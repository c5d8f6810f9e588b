import type { Codec } from './codec.ts';
import type { Destination, ExportConfig } from './config-types.ts';
import { atExit } from './exit.ts';
import { lazyOutlet } from './lazy-outlet.ts';
import { resolveLimits } from './limits.ts';
import { jsonCodec } from './otlp-json.ts';
import { otlpOutlet } from './otlp-outlet.ts';
import type { Outlet } from './outlet.ts';
import type { Pipeline, Stats } from './pipeline.ts';
import { createReport, type Report } from './report.ts';
import { Sender } from './sender.ts';

const FLUSH_TIMEOUT = 30_000;

/** Where `config` says spans go. Touches nothing outside the process before the first span. */
export function createPipeline(config: ExportConfig): Pipeline {
  const report = createReport();
  const outlets = outletsOf(config, report);
  let recorded = 0;
  let stopped = false;

  const sum = (of: (outlet: Outlet) => number): number =>
    outlets.reduce((total, each) => total + of(each), 0);

  async function flushAll(timeout: number, leaving?: boolean): Promise<number> {
    const left = await Promise.all(outlets.map((outlet) => outlet.flush(timeout, leaving)));
    return left.reduce((total, each) => total + each, 0);
  }

  async function flush(timeout: number = FLUSH_TIMEOUT): Promise<void> {
    const left = await flushAll(timeout);
    if (left > 0) throw new Error(`onetrace: ${left} spans are unacknowledged (${report.lastError})`);
  }

  const { exitTimeout = 5_000 } = config;
  const detach = atExit({
    timeout: exitTimeout,
    unsettled: () => sum((outlet) => outlet.unsettled()),
    recorded: () => recorded,
    flush: () => flushAll(exitTimeout, true),
    rest: () => outlets.flatMap((outlet) => outlet.rest()),
  });

  return {
    add(spans) {
      recorded += spans.length;
      if (stopped) report.drop('shutdown', spans.length);
      else for (const outlet of outlets) outlet.add(spans);
    },
    flush,
    async shutdown(timeout) {
      detach();
      try {
        await flush(timeout);
      } finally {
        stopped = true;
        for (const outlet of outlets) outlet.stop();
      }
    },
    stats: () => statsOf(outlets, report, recorded),
  };
}

function outletsOf(config: ExportConfig, report: Report): Outlet[] {
  const { destinations, resource } = config;
  const limits = resolveLimits(config.limits);
  const outlets = [...(config.outlets ?? [])];
  const lazily = (load: () => Promise<Outlet>) => outlets.push(lazyOutlet(load, report));

  function otlp(to: readonly Destination[], codec: Codec): Outlet {
    return otlpOutlet(
      codec,
      to.map((destination) => senderTo(destination, codec, config, report)),
      report,
    );
  }

  const asProtobuf = destinations.filter(({ protocol }) => protocol === 'http/protobuf');
  const asJson = destinations.filter((destination) => !asProtobuf.includes(destination));
  if (asJson.length > 0) outlets.push(otlp(asJson, jsonCodec(resource, limits)));
  if (asProtobuf.length > 0) {
    lazily(async () =>
      otlp(asProtobuf, (await import('./otlp-protobuf.ts')).protobufCodec(resource, limits)),
    );
  }
  if (config.console)
    lazily(async () => (await import('./console.ts')).consoleOutlet(resource['service.name']));
  return outlets;
}

function senderTo(destination: Destination, codec: Codec, config: ExportConfig, report: Report): Sender {
  const { queueBytes = 32 * 1024 * 1024, delay = 1_000, retryDelay = 1_000 } = config;
  return new Sender({ destination, codec, report, queueBytes, delay, retryDelay });
}

function statsOf(outlets: readonly Outlet[], { dropped, lastError }: Report, recorded: number): Stats {
  const destinations = outlets.flatMap((outlet) => outlet.stats());
  const total = (key: 'exported' | 'queued' | 'queueBytes') =>
    destinations.reduce((sum, each) => sum + each[key], 0);
  return {
    recorded,
    exported: total('exported'),
    dropped: { ...dropped },
    queued: total('queued'),
    queueBytes: total('queueBytes'),
    lastError,
    destinations,
  };
}
