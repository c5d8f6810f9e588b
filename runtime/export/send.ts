import type { DropReason } from '../config/types/delivery-stats.ts';
import type { Destination } from '../config/types/destination.ts';
import type { Bytes } from '../platform/bytes.ts';
import { suppressOtel } from '../platform/otel-suppress.ts';
import { startTimer } from '../platform/timer.ts';
import { type Batch, exportRequest } from './batch.ts';
import type { Codec, Verdict } from './otlp/codec.ts';
import { retryAfter } from './retry.ts';
import type { Answer, Transport } from './transport/transport.ts';

/** What became of one request. */
export type Outcome =
  | { readonly kind: 'taken'; readonly verdict: Verdict }
  /**
   * Try the same again; `after` milliseconds where the receiver named a time. Without a `status` it was not
   * reached, or did not answer.
   */
  | {
      readonly kind: 'retry';
      readonly error: string;
      readonly after: number | undefined;
      readonly status: number | undefined;
    }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'moved'; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: DropReason; readonly error: string };

/**
 * The OTLP specification's "Failures" are 429, 502, 503, 504 and no answer at all. Proxies and collectors that are
 * starting answer 408 and 500 too, so these are tried again as well, 500 a bounded number of times.
 */
const RETRYABLE = [408, 429, 500, 502, 503, 504];

/** One attempt, that `flight` can break off. Never rejects. */
export async function sendBatch(batch: Batch, post: Transport, flight: AbortController): Promise<Outcome> {
  const { destination, codec } = batch;
  const { timeout = 10_000 } = destination;
  if (!/^https?:\/\/./.test(destination.url)) return notAnAddress();
  const cancel = startTimer(timeout, () => flight.abort(new Error(`no answer in ${timeout} ms`)), false);
  try {
    // Nobody's instrumentation may trace the sending of traces.
    const answer = await suppressOtel(() => post(exportRequest(batch), flight.signal));
    return outcomeOf(answer, destination, codec);
  } catch (error) {
    return { kind: 'retry', error: errorText(error), after: undefined, status: undefined };
  } finally {
    cancel();
  }
}

/** Which would be taken for a receiver that is away, for ever. */
const notAnAddress = (): Outcome => ({
  kind: 'refused',
  reason: 'not_otlp',
  error: 'OTEL_EXPORTER_OTLP_ENDPOINT or `endpoint` is not an HTTP URL; http://host:4318 would be one',
});

function outcomeOf({ status, header, body }: Answer, { url }: Destination, codec: Codec): Outcome {
  if (status >= 200 && status < 300) return acceptedOutcome(header('content-type') ?? '', body, codec);
  const text = new TextDecoder().decode(body.subarray(0, 200));
  const meaning = MEANINGS[status] ?? (isPage(header('content-type'), text) ? PAGE : '');
  const error = `${status} ${meaning || text}`.trim();
  if (RETRYABLE.includes(status)) return retryOf(status, error, header('retry-after'));
  if (status === 413) return { kind: 'too_large' };
  if (status === 401 || status === 403) return { kind: 'refused', reason: 'unauthorized', error };
  const location = header('location');
  if (status < 400 && location !== null) return redirectOutcome(new URL(location, url), new URL(url), error);
  return { kind: 'refused', reason: 'rejected', error };
}

/** What it seems to be that answers so; else its own words say more. */
const MEANINGS: Readonly<Record<number, string>> = {
  404: "nothing is at this path; a receiver's is usually /v1/traces",
  405: 'it takes no POST, so it is no OTLP receiver',
  415: 'it takes no JSON: OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
};
const PAGE = "a web page: this is a user interface's address; OTLP has another port, 4318 by default";

const isPage = (type: string | null, text: string): boolean =>
  /html/.test(type ?? '') || /^\s*<(?:!doctype|html)/i.test(text);

const retryOf = (status: number, error: string, header: string | null): Outcome => ({
  kind: 'retry',
  error,
  after: retryAfter(header),
  status,
});

/** Followed on the same host only, and never out of TLS: the headers hold credentials. */
const redirectOutcome = (to: URL, from: URL, error: string): Outcome =>
  to.hostname === from.hostname && to.href !== from.href && to.protocol >= from.protocol
    ? { kind: 'moved', url: to.href }
    : { kind: 'refused', reason: 'not_otlp', error: `${error} redirected to ${to.origin}` };

function acceptedOutcome(type: string, answer: Bytes, codec: Codec): Outcome {
  if (isPage(type, new TextDecoder().decode(answer.subarray(0, 200)))) {
    return { kind: 'refused', reason: 'not_otlp', error: `answered with ${PAGE}` };
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

/** `fetch` hides the cause, and so do attempts at several addresses: `connect ECONNREFUSED 127.0.0.1:4318`. */
function errorText(error: unknown): string {
  const { message, code, cause, errors } = error as Partial<AggregateError> & { code?: string };
  if (cause !== undefined) return errorText(cause);
  if (errors?.[0] !== undefined) return errorText(errors[0]);
  return (message || code || String(error)).trim();
}
