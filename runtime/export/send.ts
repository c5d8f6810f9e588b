import { suppressOtel } from '../http/suppress.ts';
import type { Bytes, Codec, Verdict } from './codec.ts';
import type { Destination } from './config-types.ts';
import { later } from './later.ts';
import { type Parcel, parcelOf, type Shipment } from './parcel.ts';
import type { DropReason } from './pipeline.ts';
import { retryAfter } from './retry.ts';

/** What became of one request. */
export type Outcome =
  | { readonly kind: 'taken'; readonly verdict: Verdict }
  /** Try the same again; `after` milliseconds where the receiver named a time. */
  | { readonly kind: 'retry'; readonly error: string; readonly after: number | undefined }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'moved'; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: DropReason; readonly error: string };

/** The OTLP specification's "Failures": these, and no answer at all; nothing else. */
const RETRYABLE = [429, 502, 503, 504];
/** Of an answer; a receiver with more to say is cut short. */
const ANSWER_BYTES = 65_536;
/** Browsers allow 64 KiB of such bodies at once. */
const KEEPALIVE_BYTES = 50_000;

/** One attempt, that `flight` can break off. Never rejects. */
export async function send(shipment: Shipment, flight: AbortController): Promise<Outcome> {
  const { destination, codec } = shipment;
  const { timeout = 10_000 } = destination;
  const cancel = later(timeout, () => flight.abort(new Error(`no answer in ${timeout} ms`)), false);
  try {
    const response = await post(parcelOf(shipment), destination, flight.signal);
    return await outcomeOf(response, destination, codec);
  } catch (error) {
    return { kind: 'retry', error: describe(error), after: undefined };
  } finally {
    cancel();
  }
}

async function post(
  { url, headers, body }: Parcel,
  { gzip }: Destination,
  signal: AbortSignal,
): Promise<Response> {
  const init: RequestInit & { next: object } = {
    method: 'POST',
    headers: gzip ? { ...headers, 'content-encoding': 'gzip' } : headers,
    body: gzip ? await compressed(body) : body,
    // A redirected POST would become a GET, and a login page's 200 no acknowledgement.
    redirect: 'manual',
    signal,
    // A page that is left lets small requests go on.
    keepalive: typeof document !== 'undefined' && body.length < KEEPALIVE_BYTES,
    // Next.js leaves fetches that say this out of its cache and its own traces.
    next: { internal: true },
  };
  // Nobody's instrumentation may trace the sending of traces.
  return suppressOtel(() => fetch(url, init));
}

const compressed = (body: Bytes): Promise<ArrayBuffer> =>
  new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

async function outcomeOf(response: Response, { url }: Destination, codec: Codec): Promise<Outcome> {
  const { status, headers } = response;
  const answer = await read(response);
  if (status >= 200 && status < 300) return taken(headers.get('content-type') ?? '', answer, codec);
  const error = `${status} ${new TextDecoder().decode(answer.slice(0, 200))}`.trim();
  if (RETRYABLE.includes(status))
    return { kind: 'retry', error, after: retryAfter(headers.get('retry-after')) };
  if (status === 413) return { kind: 'too_large' };
  if (status === 401 || status === 403) return { kind: 'refused', reason: 'unauthorized', error };
  const location = headers.get('location');
  if (status < 400 && location !== null) return moved(new URL(location, url), new URL(url), error);
  return { kind: 'refused', reason: 'rejected', error };
}

/** Followed on the same host only, and never out of TLS: the headers hold credentials. */
const moved = (to: URL, from: URL, error: string): Outcome =>
  to.hostname === from.hostname && to.href !== from.href && to.protocol >= from.protocol
    ? { kind: 'moved', url: to.href }
    : { kind: 'refused', reason: 'not_otlp', error: `${error} redirected to ${to.origin}` };

function taken(type: string, answer: Bytes, codec: Codec): Outcome {
  if (type.startsWith('text/html')) {
    return { kind: 'refused', reason: 'not_otlp', error: 'answered with a web page' };
  }
  try {
    return { kind: 'taken', verdict: codec.verdict?.(answer) ?? verdictOf(answer) };
  } catch {
    return { kind: 'taken', verdict: { rejected: 0, message: '' } };
  }
}

/** Of an `ExportTraceServiceResponse` in JSON. */
function verdictOf(answer: Bytes): Verdict {
  const { partialSuccess } = JSON.parse(new TextDecoder().decode(answer)) as {
    partialSuccess?: { rejectedSpans?: number | string; errorMessage?: string };
  };
  return {
    rejected: Number(partialSuccess?.rejectedSpans ?? 0),
    message: partialSuccess?.errorMessage ?? '',
  };
}

/** The status has said it all already: a body that breaks off or never ends changes nothing. */
async function read({ body }: Response): Promise<Bytes> {
  const parts: Bytes[] = [];
  let room = ANSWER_BYTES;
  const reader = body?.getReader();
  try {
    for (
      let part = await reader?.read();
      part?.value !== undefined && room > 0;
      part = await reader?.read()
    ) {
      parts.push(part.value);
      room -= part.value.length;
    }
    await reader?.cancel();
  } catch {}
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** `fetch failed` hides its cause: `connect ECONNREFUSED 127.0.0.1:4318`. */
function describe(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string; code?: string } };
  return cause?.message || cause?.code || message || String(error);
}
