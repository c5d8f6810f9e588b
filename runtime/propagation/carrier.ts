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
/** job → `opts` → `telemetry` → `metadata` → its JSON → explicit carrier → its JSON. */
const MAX_DEPTH = 6;
const EXPLICIT = ['x-trace-context', 'tracecontext', 'trace_context'];
/** Names of `traceparent` that clients had before: Azure Service Bus, Google Pub/Sub. */
const PARENTS = ['traceparent', 'diagnostic-id', 'googclient_traceparent'];
/** Where requests, events and queue messages keep their headers; their bodies only where a service wraps messages. */
const CONTAINERS = [
  'headers',
  'multivalueheaders',
  'messageattributes',
  'attributes',
  'applicationproperties',
  'properties',
  'userproperties', // MQTT 5
  'metadata',
  'telemetry', // BullMQ
  'opts',
  '_meta',
  'message', // Pub/Sub push
  'detail', // EventBridge
  'handshake', // socket.io
];
/** SNS in SQS, as it comes without raw delivery: the topic's message, attributes included, is the queue's body. */
const BODIES = ['body'];
const NOTIFICATION = /"Type"\s*:\s*"Notification"/;

/** One field of a carrier by its lower-case name. */
type HeaderLookup = (name: string) => unknown;

/**
 * Reads a carrier from a JSON string, a bare `traceparent` or W3C baggage string, an object or `Map` of
 * headers (keys in any case, text or bytes; values text, arrays, bytes or attributes of SQS and SNS), a list of such
 * objects, `Headers`, or anything that holds one of these the way requests, Lambda events and queue messages do.
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
  if (typeof input === 'string' || (Array.isArray(input) && !isListOfRecords(input)))
    return readCarrierText(headerText(input), depth);
  if (!isPlainRecord(input) && !Array.isArray(input)) return undefined;
  const fields = lookupOf(input);
  const explicit = firstFound(EXPLICIT, (name) => readExplicit(fields(name), depth));
  return (
    combineContexts(explicit, readHeaders(fields)) ??
    firstFound(CONTAINERS, (name) => readContainer(fields(name), depth)) ??
    firstFound(BODIES, (name) => readNotification(fields(name), depth))
  );
}

function readNotification(body: unknown, depth: number): RemoteContext | undefined {
  const isOne = typeof body === 'string' && body.length <= MAX_TEXT && NOTIFICATION.test(body);
  return isOne ? readCarrier(JSON.parse(body), depth + 1) : undefined;
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
  const parent = firstFound(PARENTS, (name) => parseTraceparent(headerText(fields(name))));
  const entries = parseBaggage(headerText(fields('baggage')));
  if (parent !== undefined)
    return { ...parent, tracestate: cleanTracestate(headerText(fields('tracestate'))), entries: entries };
  return entries.length === 0
    ? undefined
    : { traceId: '', parentId: '', flags: 0, tracestate: '', entries: entries };
}

function readExplicit(value: unknown, depth: number): RemoteContext | undefined {
  const text = headerText(value);
  // Broken JSON here leaves the `traceparent` beside it.
  return text === '' ? readContainer(value, depth) : readCarrierJson(text, depth);
}

function readContainer(value: unknown, depth: number): RemoteContext | undefined {
  if (isPlainRecord(value) || isListOfRecords(value)) return readCarrier(value, depth + 1);
  // BullMQ's metadata is JSON text.
  return typeof value === 'string' && value.startsWith('{') ? readCarrierJson(value, depth) : undefined;
}

function readCarrierJson(text: string, depth: number): RemoteContext | undefined {
  try {
    return readCarrierText(text, depth);
  } catch {
    return undefined;
  }
}

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

/** Headers as node-rdkafka and Kafka's events of Lambda have them: `[{ name: value }, …]`. */
const isListOfRecords = (value: unknown): value is readonly Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.length <= MAX_ENTRIES && value.every(isPlainRecord);

function lookupOf(holder: Record<string, unknown> | readonly Record<string, unknown>[]): HeaderLookup {
  if (Array.isArray(holder)) {
    const all = (holder as readonly Record<string, unknown>[]).map(lookupOf);
    return (name) => firstFound(all, (fields) => fields(name));
  }
  const record = holder as Record<string, unknown>;
  const { get } = record;
  if (typeof get === 'function') return fieldsByGet(record, get as (key: unknown) => unknown);
  const spelled = otherSpellings(Object.keys(record));
  return (name) =>
    record[name] ?? (spelled === undefined ? undefined : record[String(spelled.get(name) ?? name)]);
}

/** `Headers`, a `Map`, gRPC's metadata and NATS' headers, which tell names apart by case and answer `''` and `[]`. */
function fieldsByGet(record: Record<string, unknown>, get: (key: unknown) => unknown): HeaderLookup {
  let spelled: Map<string, unknown> | undefined;
  const isFound = (value: unknown): boolean =>
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
  return (name) => {
    const value = get.call(record, name) ?? record[name];
    if (isFound(value)) return value;
    spelled ??= otherSpellings(keysOf(record)) ?? new Map();
    return spelled.has(name) ? get.call(record, spelled.get(name)) : undefined;
  };
}

function keysOf(record: Record<string, unknown>): readonly unknown[] {
  const { keys } = record;
  return typeof keys === 'function' ? [...(keys.call(record) as Iterable<unknown>)].slice(0, MAX_KEYS) : [];
}

/** Of a Map that could be anything. */
const MAX_KEYS = 256;

/** The keys that are not text in lower case, by those that are; Node's headers have none. */
function otherSpellings<Key>(keys: readonly Key[]): Map<string, Key> | undefined {
  let spelled: Map<string, Key> | undefined;
  for (const key of keys) {
    const lower = headerText(key).toLowerCase();
    if (lower !== key) spelled = (spelled ?? new Map<string, Key>()).set(lower, key);
  }
  return spelled;
}

/** A header's value as text, several joined as HTTP joins them (two `traceparent` are none); else ''. */
function headerText(value: unknown): string {
  if (typeof value === 'string') return value.length > MAX_TEXT ? '' : value;
  if (Array.isArray(value)) {
    // Bytes, as JSON has them: Kafka's events of Lambda.
    if (typeof value[0] === 'number')
      return headerText(Uint8Array.from(value.slice(0, MAX_TEXT) as number[]));
    return headerText(value.slice(0, MAX_ENTRIES).map(headerText).join());
  }
  if (value instanceof Uint8Array)
    return headerText(new TextDecoder().decode(value.subarray(0, MAX_TEXT + 1)));
  if (!isPlainRecord(value)) return '';
  const { stringValue, StringValue, Type, Value } = value;
  return headerText(stringValue ?? StringValue ?? (typeof Type === 'string' ? Value : ''));
}

function firstFound<Name, T>(names: readonly Name[], look: (name: Name) => T | undefined): T | undefined {
  for (const name of names) {
    const found = look(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
