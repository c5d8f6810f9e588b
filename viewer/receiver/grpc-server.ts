/** OTLP over gRPC: one unary call, so HTTP/2 and a prefix of five bytes are all there is to it. */
import { createServer, type Http2Server, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { BodyError, MOST_BYTES, unpackBody } from '../http/read-body.ts';
import { IngestError } from '../store/store.ts';
import { encodeExportResponse } from './export-response.ts';
import type { IngestDoor } from './otlp-http.ts';

const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
const OTHERS = /^\/opentelemetry\.proto\.collector\.(?:logs|metrics)\.v1\.\w+\/Export$/;

/** gRPC's status codes. */
const OK = 0;
const INVALID = 3;
const EXHAUSTED = 8;
const UNIMPLEMENTED = 12;
const UNAVAILABLE = 14;

/** undefined where the port is taken: then there is none, and whoever wants it says so. */
export async function startGrpc(
  port: number,
  host: string,
  door: IngestDoor,
): Promise<Http2Server | undefined> {
  const server = createServer({ maxSessionMemory: 100 });
  server.on('stream', (stream, headers) => void answerCall(stream, headers, door));
  server.on('sessionError', () => {});
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => resolve(server));
  });
}

async function answerCall(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  door: IngestDoor,
): Promise<void> {
  stream.on('error', () => {});
  // Browsers cannot speak this, but can be made to try: they name where they come from.
  if (headers.origin !== undefined || headers['content-type']?.startsWith('application/grpc') !== true)
    return end(stream, UNIMPLEMENTED, 'this is OTLP over gRPC');
  const path = headers[':path'] ?? '';
  if (OTHERS.test(path)) {
    stream.resume();
    return end(stream, OK, '', new Uint8Array());
  }
  if (path !== EXPORT) return end(stream, UNIMPLEMENTED, `there is no ${path}`);
  try {
    const message = await readMessage(stream, String(headers['grpc-encoding'] ?? ''));
    const copy = door.forward && message.slice();
    const { rejected } = await door.store.ingest(message, 'protobuf');
    if (copy) door.forward?.(copy, 'protobuf');
    end(stream, OK, '', encodeExportResponse('protobuf', rejected, 'spans without a valid id') as Uint8Array);
  } catch (error) {
    end(stream, codeFor(error), (error as Error).message);
  }
}

async function readMessage(stream: ServerHttp2Stream, encoding: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    length += (part as Buffer).length;
    if (length > MOST_BYTES) throw new BodyError(413, 'more than 64 MiB in one request');
    parts.push(part as Buffer);
  }
  const whole = Buffer.concat(parts, length);
  if (length < 5 || whole.readUInt32BE(1) !== length - 5) throw new BodyError(400, 'no message of gRPC');
  return unpackBody(new Uint8Array(whole.subarray(5)), whole[0] === 1 ? encoding || 'gzip' : '');
}

function codeFor(error: unknown): number {
  if (error instanceof BodyError) return error.status === 413 ? EXHAUSTED : INVALID;
  return error instanceof IngestError && error.problem === 'malformed' ? INVALID : UNAVAILABLE;
}

/** Status and message are trailers; without an answer they are all there is. */
function end(stream: ServerHttp2Stream, code: number, message: string, body?: Uint8Array): void {
  if (stream.destroyed) return;
  const trailers = { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message) };
  const headers = { ':status': 200, 'content-type': 'application/grpc' };
  if (body === undefined) return void stream.respond({ ...headers, ...trailers }, { endStream: true });
  stream.respond(headers, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(body.length, 1);
  stream.end(Buffer.concat([prefix, body]));
}
