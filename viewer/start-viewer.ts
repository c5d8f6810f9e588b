import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { ViewerContext } from './api/context.ts';
import { Guard } from './api/guard.ts';
import { LiveUpdates } from './api/live-updates.ts';
import { createViewerServer, type ServerParts } from './api/server.ts';
import { StaticFiles } from './api/static-files.ts';
import { Manifests } from './project/manifest.ts';
import { Captures } from './receiver/captures.ts';
import { forwardTo } from './receiver/forwarder.ts';
import type { IngestDoor } from './receiver/otlp-http.ts';
import { chooseStore } from './store/choose-store.ts';
import type { Store } from './store/store.ts';

export type { Store, StoreStatus } from './store/store.ts';

export interface ViewerOptions {
  /** Of the page and of OTLP over HTTP. Default 4318; 0 for any that is free. */
  readonly port?: number | undefined;
  /** Of OTLP over gRPC. Default 4317; where it is taken there is none. 0: none. */
  readonly grpcPort?: number | undefined;
  /** What to listen on. Default this machine alone; anything else needs the token in `url`. */
  readonly host?: string | undefined;
  /** Further names under which it may be asked. */
  readonly allowHosts?: readonly string[] | undefined;
  /** Origins of browser programs that may send spans. */
  readonly allowOrigins?: readonly string[] | undefined;
  /** The project whose builds are looked at. Default the working directory. */
  readonly project?: string | undefined;
  /** The file of the store. Default `.onetrace/traces.db` in the project. */
  readonly file?: string | undefined;
  /** Nothing outlives the process. */
  readonly memory?: boolean | undefined;
  /** Bytes that the store may hold. Default 256 MiB. */
  readonly maxBytes?: number | undefined;
  /** Milliseconds after which traces go. Default 7 days. */
  readonly maxAge?: number | undefined;
  /** Where spans are handed on to. */
  readonly forward?: string | undefined;
  /** A ClickHouse to read from, with the tables of the OpenTelemetry Collector's exporter. */
  readonly clickhouse?: string | undefined;
}

export interface Viewer {
  /** Of the page; with the token where one is needed. */
  readonly url: string;
  /** Where programs send to: `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly endpoint: string;
  /** '' for none. */
  readonly grpc: string;
  readonly store: Store;
  close(): Promise<void>;
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** Rejects where the port is taken (`EADDRINUSE`). */
export async function startViewer(options: ViewerOptions = {}): Promise<Viewer> {
  const { port = 4318, grpcPort = 4317, host = '127.0.0.1', project = process.cwd() } = options;
  let parts: Parameters<typeof createViewerServer>[0] = () => undefined;
  const server = createViewerServer(() => parts());
  server.listen(port, host);
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  const alsoIpv6 = host === '127.0.0.1' ? await listenIpv6(() => parts(), bound) : undefined;
  const store = await chooseStore({ ...options, project }).catch((error: unknown) => {
    server.close();
    alsoIpv6?.close();
    throw error;
  });
  const token = LOOPBACK.test(host) ? '' : randomBytes(24).toString('base64url');
  const forwarder = options.forward === undefined ? undefined : forwardTo(options.forward);
  const captures = new Captures();
  const door = {
    store,
    captures,
    forward: forwarder && ((...sent: Parameters<typeof forwarder.forward>) => forwarder.forward(...sent)),
  };
  const grpc = grpcPort === 0 || token !== '' ? undefined : await grpcAt(grpcPort, host, door);
  const updates = new LiveUpdates();
  store.onChange((changes) => updates.tell(changes));
  const shown = LOOPBACK.test(host) ? 'localhost' : host;
  const endpoint = `http://${shown}:${bound}`;
  const context: ViewerContext = {
    store,
    manifests: new Manifests(project),
    files: new StaticFiles(
      new URL(import.meta.url.endsWith('.ts') ? './dist/web/' : './web/', import.meta.url),
    ),
    forwarder,
    captures,
    addresses: { url: endpoint, grpc: grpc === undefined ? '' : `http://${shown}:${portOf(grpc)}` },
    env: process.env,
  };
  const hosts = [...(options.allowHosts ?? []), ...(token === '' ? [] : [host])];
  const guard = new Guard({ port: bound, hosts, ingestOrigins: options.allowOrigins ?? [], token });
  parts = () => ({ context, guard, updates, door, token, answerMcp });
  return {
    url: token === '' ? endpoint : `${endpoint}/?token=${token}`,
    endpoint,
    grpc: context.addresses.grpc,
    store,
    async close() {
      updates.close();
      for (const each of [server, alsoIpv6]) {
        each?.close();
        each?.closeAllConnections();
      }
      grpc?.close();
      await store.close();
    },
  };
}

const answerMcp: ServerParts['answerMcp'] = async (...asked) =>
  (await import('./mcp/mcp.ts')).answerMcp(...asked);

/** HTTP/2 is loaded where it is wanted. */
async function grpcAt(port: number, host: string, door: IngestDoor): Promise<Http2Server | undefined> {
  const { startGrpc } = await import('./receiver/grpc-server.ts');
  return startGrpc(port, host, door);
}

const portOf = (server: Http2Server): number => (server.address() as AddressInfo).port;

/** `localhost` is `::1` for some; where there is no IPv6 nobody asks for it. */
async function listenIpv6(parts: Parameters<typeof createViewerServer>[0], port: number) {
  const server = createViewerServer(parts);
  return new Promise<typeof server | undefined>((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '::1', () => resolve(server));
  });
}
