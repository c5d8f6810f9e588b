/**
 * An OTLP/HTTP receiver for traces on loopback, JSON and protobuf, that keeps what it is sent. Tests give
 * it faults; the demo only reads its spans.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { type DecodedSpan, decodeRequest, encodeResponse } from './decode.ts';

export type { DecodedEvent, DecodedLink, DecodedSpan, Value } from './decode.ts';
export { type TreeSpan, treeSpanOf } from './tree-span.ts';

/** How one request goes wrong. What is not said goes well. */
export interface Fault {
  /** Answer with this status instead of 200; the spans are kept only where it is 2xx. */
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** The answer's body, instead of an OTLP response. */
  readonly body?: string;
  /** Milliseconds before the spans are kept, and the answer. */
  readonly delay?: number;
  /** OTLP partial success. */
  readonly rejectedSpans?: number;
  readonly errorMessage?: string;
  /** Keep the spans, and then do not acknowledge them. */
  readonly lost?: boolean;
  /** Break the connection off: `after` reading the request, or in the `body` of the answer. */
  readonly reset?: 'after' | 'body';
  /** Take the request and never answer. */
  readonly silent?: boolean;
  /** Answer with bytes that are no HTTP. */
  readonly garbage?: boolean;
  /** Milliseconds between the bytes of the answer's body. */
  readonly drip?: number;
}

export interface CollectorRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Bytes of the body on the wire. */
  readonly bytes: number;
  readonly spans: readonly DecodedSpan[];
  /** Milliseconds, `performance.now()`. */
  readonly time: number;
}

export interface CollectorOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Asked for every request, counted from 1. */
  readonly faults?: (request: CollectorRequest, count: number) => Fault | undefined;
  /** Sees the spans of every request that is kept. */
  readonly onSpans?: (spans: readonly DecodedSpan[]) => void;
  /** False: neither spans nor requests are stored. */
  readonly store?: boolean;
  /** 413 above this many bytes of body. */
  readonly maxBytes?: number;
}

export interface Collector {
  readonly port: number;
  /** Where traces are posted. */
  readonly url: string;
  /** Every span kept, in the order of arrival. */
  readonly spans: readonly DecodedSpan[];
  readonly requests: readonly CollectorRequest[];
  /** Resolves with all spans once `enough` says so; rejects after `timeout` milliseconds (default 5,000). */
  waitFor(
    enough: (spans: readonly DecodedSpan[]) => boolean,
    timeout?: number,
  ): Promise<readonly DecodedSpan[]>;
  clear(): void;
  close(): Promise<void>;
}

export async function startCollector(options: CollectorOptions = {}): Promise<Collector> {
  const spans: DecodedSpan[] = [];
  const requests: CollectorRequest[] = [];
  const watchers = new Set<() => void>();
  const { store = true } = options;
  let count = 0;

  const server = createServer(async (incoming, answer) => {
    const request = await receive(incoming).catch(() => undefined);
    if (request === undefined) return;
    if (request instanceof Error) return respond(answer, 400, {}, request.message);
    count++;
    if (store) requests.push(request);
    const fault = options.faults?.(request, count) ?? {};
    if (request.bytes > (options.maxBytes ?? Number.POSITIVE_INFINITY))
      return respond(answer, 413, {}, 'too large');
    if (fault.delay) await sleep(fault.delay);
    // Whoever does not wait for the answer has not been promised anything.
    if (!answer.destroyed && (fault.lost || kept(fault))) {
      options.onSpans?.(request.spans);
      if (store) spans.push(...request.spans);
    }
    for (const watcher of watchers) watcher();
    await reply(answer, request, fault);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    url: `http://127.0.0.1:${port}/v1/traces`,
    spans,
    requests,
    waitFor: (enough, timeout = 5_000) =>
      waitFor(
        watchers,
        () => enough(spans),
        timeout,
        () => spans,
      ),
    clear() {
      spans.length = 0;
      requests.length = 0;
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

function waitFor<T>(
  watchers: Set<() => void>,
  enough: () => boolean,
  timeout: number,
  result: () => T,
): Promise<T> {
  if (enough()) return Promise.resolve(result());
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      watchers.delete(check);
      reject(new Error(`the collector waited ${timeout} ms in vain`));
    }, timeout);
    const check = () => {
      if (!enough()) return;
      clearTimeout(timer);
      watchers.delete(check);
      resolve(result());
    };
    watchers.add(check);
  });
}

async function receive(incoming: IncomingMessage): Promise<CollectorRequest | Error> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const { method = '', url = '', headers } = incoming;
  try {
    const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const spans = decodeRequest(plain, headers['content-type'] ?? '');
    return { method, path: url, headers, bytes: body.length, spans, time: performance.now() };
  } catch (error) {
    return error as Error;
  }
}

const kept = ({ status = 200, reset, silent, garbage }: Fault): boolean =>
  status >= 200 && status < 300 && (reset === undefined || reset === 'body') && !silent && !garbage;

async function reply(answer: ServerResponse, request: CollectorRequest, fault: Fault): Promise<void> {
  const { socket } = answer;
  if (fault.silent) return;
  if (fault.lost || fault.reset === 'after') return void socket?.resetAndDestroy();
  if (fault.garbage) return void socket?.end('\u0000\u0001 this is no HTTP\r\n\r\n');
  const type = request.headers['content-type'] ?? '';
  const body = fault.body ?? encodeResponse(type, fault.rejectedSpans, fault.errorMessage);
  const headers = { 'content-type': type, ...fault.headers };
  if (fault.reset === 'body' || fault.drip) return trickle(answer, fault, headers, Buffer.from(body));
  respond(answer, fault.status ?? 200, headers, body);
}

/** A body that comes byte by byte, or breaks off. */
async function trickle(
  answer: ServerResponse,
  fault: Fault,
  headers: Record<string, string>,
  body: Buffer,
): Promise<void> {
  answer.writeHead(fault.status ?? 200, { ...headers, 'content-length': body.length + 100 });
  answer.flushHeaders();
  for (const byte of [...body, ...Buffer.alloc(100, ' ')]) {
    if (fault.drip) await sleep(fault.drip);
    if (answer.destroyed) return;
    answer.write(Buffer.from([byte]));
    if (fault.reset === 'body') return void setTimeout(() => answer.socket?.resetAndDestroy(), 10);
  }
  answer.end();
}

function respond(
  answer: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Uint8Array,
): void {
  answer.writeHead(status, headers).end(body);
}
