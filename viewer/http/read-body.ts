import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate, zstdDecompress } from 'node:zlib';

/** What the specification tells clients to keep to, before compression and after. */
export const MOST_BYTES: number = 64 * 1024 * 1024;

/** A request that cannot be read, with its HTTP status. */
export class BodyError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const DECODERS: Readonly<
  Record<string, (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  gzip: promisify(gunzip) as (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>,
  deflate: promisify(inflate) as (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>,
  zstd: promisify(zstdDecompress) as (
    body: Uint8Array,
    options: { maxOutputLength: number },
  ) => Promise<Buffer>,
};

/** The whole body in memory of its own, which may be handed to another thread. Rejects with `BodyError`. */
export async function readBody(
  request: IncomingMessage,
  most: number = MOST_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
  const said = Number(request.headers['content-length'] ?? 0);
  if (said > most) throw tooLarge(most);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > most) throw tooLarge(most);
    parts.push(part as Buffer);
  }
  return unpackBody(joined(parts, length), String(request.headers['content-encoding'] ?? ''), most);
}

/** Rejects with `BodyError`, also where the content would be larger than `most`. */
export async function unpackBody(
  body: Uint8Array<ArrayBuffer>,
  encoding: string,
  most: number = MOST_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === '' || encoding === 'identity') return body;
  const decode = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
  if (decode === undefined)
    throw new BodyError(415, `"${encoding}" is not understood: send gzip, or nothing`);
  try {
    return new Uint8Array(await decode(body, { maxOutputLength: most }));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(most);
    throw new BodyError(400, `the body is no ${encoding}: ${(error as Error).message}`);
  }
}

const tooLarge = (most: number): BodyError =>
  new BodyError(413, `more than ${most / 1024 / 1024} MiB in one request`);

function joined(parts: readonly Buffer[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
