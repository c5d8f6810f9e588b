/** Everything that moves spans out of the process. Loaded beside the program's start, not before it. */

export { watchForSites } from '../core/pipeline/unrewritten.ts';
export { hookSignals } from './exit-signals.ts';

import type { Destination } from '../config/types/destination.ts';
import type { ExportConfig } from '../config/types/export-options.ts';
import type { SpanExporter } from '../config/types/span-exporter.ts';
import { warnOnce } from '../core/diagnostics.ts';
import type { DeliveryReport } from '../core/pipeline/delivery-report.ts';
import { builtin, isCloudflareWorker } from '../platform/builtin.ts';
import { type Parts, partNamed } from './optional-parts.ts';
import type { Codec } from './otlp/codec.ts';
import { jsonCodec } from './otlp/json.ts';
import { resolveLimits } from './otlp/limits.ts';
import { otlpExporter } from './otlp-exporter.ts';
import { Sender, type SenderOptions } from './sender.ts';
import { fetchTo } from './transport/fetch.ts';
import { withLiveView } from './transport/live-view.ts';
import { nodeTo } from './transport/node.ts';
import type { Transport, TransportTo } from './transport/transport.ts';

const MIB = 1024 * 1024;
const PROTOBUF_MISSING =
  'spans go as http/json, although OTEL_EXPORTER_OTLP_PROTOCOL or the option `protocol` says http/protobuf';

export async function createExporter(config: ExportConfig, report: DeliveryReport): Promise<SpanExporter> {
  const { destinations, resource } = config;
  const limits = resolveLimits(config.limits);
  const exporters = [...(config.exporters ?? [])];

  const transportTo = transportHere();

  async function otlp(to: readonly Destination[], codec: Codec): Promise<SpanExporter> {
    const diskBuffer = await diskBufferFor(codec, config, report);
    const { queueBytes = 32 * MIB, delay = 1_000, retryDelay = 1_000 } = config;
    const common = {
      codec,
      report,
      queueBytes,
      delay,
      retryDelay,
      perRequest: isCloudflareWorker(),
      diskBuffer,
    };
    const senders = to.map((destination) => {
      const transport = withLiveView(openTransport(transportTo, destination, report), destination, codec);
      return new Sender({ ...common, destination, transport });
    });
    return otlpExporter(senders, { ...common, keepsOnDisk: diskBuffer !== undefined });
  }

  const wantProtobuf = destinations.filter(({ protocol }) => protocol === 'http/protobuf');
  const protobufCodec = wantProtobuf.length > 0 ? await requirePart('protobuf', PROTOBUF_MISSING) : undefined;
  const asProtobuf = protobufCodec ? wantProtobuf : [];
  const asJson = destinations.filter((destination) => !asProtobuf.includes(destination));
  if (asJson.length > 0) exporters.push(await otlp(asJson, jsonCodec(resource, limits)));
  if (protobufCodec) exporters.push(await otlp(asProtobuf, protobufCodec(resource, limits)));
  const consoleOutlet = config.console && (await requirePart('console', 'no trace is printed'));
  if (consoleOutlet) exporters.push(consoleOutlet(resource['service.name']));
  return combinedExporter(exporters, report);
}

function transportHere(): TransportTo {
  const { versions } = (globalThis as { process?: { versions?: Record<string, string> } }).process ?? {};
  const isNode = versions?.['node'] && !versions['bun'] && !versions['deno'] && !isCloudflareWorker();
  return isNode ? nodeTo : fetchTo;
}

function openTransport(
  transportTo: TransportTo,
  destination: Destination,
  report: DeliveryReport,
): Transport {
  try {
    return transportTo(destination);
  } catch (error) {
    report.warn(`the certificates for ${destination.url} cannot be read: ${error}`);
    const none = { certificate: undefined, clientCertificate: undefined, clientKey: undefined };
    return transportTo({ ...destination, ...none });
  }
}

/** A place on disk for each receiver, where a folder is configured and there is a disk. */
async function diskBufferFor(
  codec: Codec,
  config: ExportConfig,
  report: DeliveryReport,
): Promise<SenderOptions['diskBuffer']> {
  const { spool: folder, spoolBytes: limit = 512 * MIB } = config;
  if (folder === undefined) return undefined;
  if (builtin('node:fs') === undefined) {
    return void report.warn('a spool needs a file system; spans wait in memory only');
  }
  const drained = await requirePart('spool', 'spans wait in memory only');
  return drained && ((health, transport) => drained({ folder, limit, codec, health, transport, report }));
}

/** What the program asked for, or a warning that says how to get it and what happens `without` it. */
async function requirePart<Name extends keyof Parts>(
  name: Name,
  without: string,
): Promise<Parts[Name] | undefined> {
  const part = await partNamed(name);
  if (!part) warnOnce(`this bundle was built without import 'onetrace/${name}'; ${without}`);
  return part;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** A program's own outlet may throw; the others must not feel it. */
const combinedExporter = (exporters: readonly SpanExporter[], report: DeliveryReport): SpanExporter => ({
  add(spans) {
    for (const exporter of exporters) {
      try {
        exporter.add(spans);
      } catch (error) {
        report.warn(`an outlet throws: ${error}`);
      }
    }
  },
  note(span) {
    for (const exporter of exporters) exporter.note?.(span);
  },
  forget(span) {
    for (const exporter of exporters) exporter.forget?.(span);
  },
  async flush(timeout, leaving) {
    const left = await Promise.allSettled(
      exporters.map(async (exporter) => exporter.flush(timeout, leaving)),
    );
    return sumOf(left.map((each) => (each.status === 'fulfilled' ? each.value : 0)));
  },
  pendingCount: () => sumOf(exporters.map((exporter) => exporter.pendingCount())),
  pendingRequests: () => exporters.flatMap((exporter) => exporter.pendingRequests()),
  async stop() {
    await Promise.allSettled(exporters.map(async (exporter) => exporter.stop()));
  },
  stats: () => exporters.flatMap((exporter) => exporter.stats()),
});
