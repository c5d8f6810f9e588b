/**
 * Carriers: `traceparent`, `tracestate` and `baggage` in whatever form travels. Reading never throws and
 * never half-applies: a carrier is understood as a whole, or there is none.
 */
import type { BaggageEntry } from '../trace/baggage.ts';
import type { RemoteContext } from '../trace/remote-context.ts';
import type { Span } from '../trace/span.ts';
import { SAMPLED } from '../trace/trace.ts';
import { formatBaggage, parseBaggage } from '../w3c/baggage.ts';
import { formatTraceparent, parseTraceparent } from '../w3c/traceparent.ts';
import { cleanTracestate } from '../w3c/tracestate.ts';

/** Longer text is no carrier: the three headers at their limits fill a sixth of it. */
const MAX_TEXT = 65_536;
const MAX_ENTRIES = 64;
/** message → `properties` → `headers` → explicit carrier → its JSON. */
const MAX_DEPTH = 4;
const EXPLICIT = ['x-trace-context', 'tracecontext', 'trace_context'];
/** Where requests, events and queue messages keep their headers; never their bodies. */
const CONTAINERS = [
  'headers',
  'multivalueheaders',
  'messageattributes',
  'attributes',
  'applicationproperties',
  'properties',
  'metadata',
  '_meta',
];

/** One field of a carrier by its lower-case name. */
type HeaderLookup = (name: string) => unknown;

/**
 * Reads a carrier from a JSON string, a bare `traceparent` or W3C baggage string, an object or `Map` of
 * headers (keys in any case; values text, arrays, bytes or attributes of SQS and SNS), `Headers`, or anything that
 * holds such an object the way requests, Lambda events and queue messages do.
 *
 * An explicit carrier (`X-Trace-Context`, `traceContext`) wins over a `traceparent` beside it. Where both
 * name the same trace the `traceparent` is the parent, since the nearer hop wrote it.
 */
export function parseCarrier(input: unknown): RemoteContext | undefined {
  try {
    return readCarrier(input, 0);
  } catch {
    return undefined;
  }
}

export interface Carrier {
  readonly traceparent: string;
  readonly tracestate: string;
  readonly baggage: string;
}

/** The headers for a request made inside `span`; '' where there is nothing to send. */
export function carrierOf(span: Span): Carrier {
  const { trace, baggage } = span;
  trace.departed = true;
  baggage.header ??= formatBaggage(baggage.entries);
  return { traceparent: traceparentOf(span), tracestate: trace.tracestate, baggage: baggage.header };
}

/** A carrier as JSON text, `{"traceparent":"…","baggage":"…"}`, with `tracestate` where there is one. */
export function carrierText(span: Span): string {
  const { traceparent, tracestate, baggage } = carrierOf(span);
  const state = tracestate === '' ? '' : `"tracestate":${JSON.stringify(tracestate)},`;
  return `{"traceparent":"${traceparent}",${state}"baggage":"${baggage}"}`;
}

/**
 * A sampled trace that this process does not record goes on from where it came: our span would be a hole.
 * So would a span that an OpenTelemetry SDK keeps in the trace that it began in.
 */
function traceparentOf({ trace, spanId, otel }: Span): string {
  const unseen = !trace.recording && (trace.flags & SAMPLED) !== 0;
  const hole = unseen || (otel !== undefined && otel.spanContext().traceId !== trace.traceId);
  return formatTraceparent(trace.traceId, (hole && trace.remoteParentId) || spanId, trace.flags);
}

function readCarrier(input: unknown, depth: number): RemoteContext | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof input === 'string' || Array.isArray(input)) return readCarrierText(headerText(input), depth);
  if (!isPlainRecord(input)) return undefined;
  const fields = lookupOf(input);
  const explicit = firstFound(EXPLICIT, (name) => readExplicit(fields(name), depth));
  return (
    combineContexts(explicit, readHeaders(fields)) ??
    firstFound(CONTAINERS, (name) => readContainer(fields(name), depth))
  );
}

function readCarrierText(text: string, depth: number): RemoteContext | undefined {
  if (text.length > MAX_TEXT) return undefined;
  // A quote: JSON text that was made JSON once more.
  if (/^\s*[{"]/.test(text)) return readCarrier(JSON.parse(text), depth + 1);
  return (
    readHeaders((name) => (name === 'traceparent' ? text : undefined)) ??
    readHeaders((name) => (name === 'baggage' ? text : undefined))
  );
}

function readHeaders(fields: HeaderLookup): RemoteContext | undefined {
  const parent = parseTraceparent(headerText(fields('traceparent')));
  const entries = parseBaggage(headerText(fields('baggage')));
  if (parent !== undefined)
    return { ...parent, tracestate: cleanTracestate(headerText(fields('tracestate'))), entries: entries };
  return entries.length === 0
    ? undefined
    : { traceId: '', parentId: '', flags: 0, tracestate: '', entries: entries };
}

function readExplicit(value: unknown, depth: number): RemoteContext | undefined {
  const text = headerText(value);
  if (text === '') return readContainer(value, depth);
  try {
    return readCarrierText(text, depth);
  } catch {
    return undefined; // broken JSON here leaves the `traceparent` beside it
  }
}

const readContainer = (value: unknown, depth: number): RemoteContext | undefined =>
  isPlainRecord(value) ? readCarrier(value, depth + 1) : undefined;

function combineContexts(
  explicit: RemoteContext | undefined,
  header: RemoteContext | undefined,
): RemoteContext | undefined {
  if (explicit === undefined || header === undefined) return explicit ?? header;
  const trace = explicit.traceId === '' || explicit.traceId === header.traceId ? header : explicit;
  const keys = new Set(explicit.entries.map(([key]: BaggageEntry) => key));
  return { ...trace, entries: [...explicit.entries, ...header.entries.filter(([key]) => !keys.has(key))] };
}

const isPlainRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

function lookupOf(record: Record<string, unknown>): HeaderLookup {
  const { get } = record;
  if (typeof get === 'function') return (name) => get.call(record, name) ?? record[name];
  const spelled = otherSpellings(record);
  return spelled === undefined
    ? (name) => record[name]
    : (name) => record[name] ?? record[spelled.get(name) ?? name];
}

/** The keys that are not in lower case, by those that are; Node's headers have none. */
function otherSpellings(record: object): Map<string, string> | undefined {
  let spelled: Map<string, string> | undefined;
  for (const key of Object.keys(record)) {
    const lower = key.toLowerCase();
    if (lower !== key) spelled = (spelled ?? new Map<string, string>()).set(lower, key);
  }
  return spelled;
}

/** A header's value as text, several joined as HTTP joins them (two `traceparent` are none); else ''. */
function headerText(value: unknown): string {
  if (typeof value === 'string') return value.length > MAX_TEXT ? '' : value;
  if (Array.isArray(value)) return headerText(value.slice(0, MAX_ENTRIES).map(headerText).join());
  if (value instanceof Uint8Array)
    return headerText(new TextDecoder().decode(value.subarray(0, MAX_TEXT + 1)));
  if (!isPlainRecord(value)) return '';
  const { stringValue, StringValue, Type, Value } = value;
  return headerText(stringValue ?? StringValue ?? (typeof Type === 'string' ? Value : ''));
}

function firstFound<T>(names: readonly string[], look: (name: string) => T | undefined): T | undefined {
  for (const name of names) {
    const found = look(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
