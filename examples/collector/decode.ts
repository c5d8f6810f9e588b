/** OTLP requests, JSON or protobuf, as plain spans: read by protobufjs from the published proto. */
import protobuf from 'protobufjs';
import { PROTO } from './proto.ts';

export type Value =
  | string
  | number
  | bigint
  | boolean
  | Uint8Array
  | null
  | Value[]
  | { [key: string]: Value };

export interface DecodedEvent {
  readonly timeUnixNano: bigint;
  readonly name: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly droppedAttributesCount: number;
}

export interface DecodedLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly droppedAttributesCount: number;
}

export interface DecodedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly name: string;
  /** OTLP `SpanKind` number. */
  readonly kind: number;
  readonly startTimeUnixNano: bigint;
  readonly endTimeUnixNano: bigint;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly droppedAttributesCount: number;
  readonly events: readonly DecodedEvent[];
  readonly droppedEventsCount: number;
  readonly links: readonly DecodedLink[];
  readonly droppedLinksCount: number;
  readonly status: { readonly code: number; readonly message: string };
  readonly resource: Readonly<Record<string, Value>>;
  readonly resourceSchemaUrl: string;
  readonly scope: { readonly name: string; readonly version: string };
  readonly schemaUrl: string;
}

const root = protobuf.parse(PROTO, { keepCase: false }).root;
const Request = root.lookupType('opentelemetry.proto.ExportTraceServiceRequest');
const Response = root.lookupType('opentelemetry.proto.ExportTraceServiceResponse');

type Message = Record<string, unknown>;
type Wire = 'json' | 'protobuf';

/** Throws where `body` is no `ExportTraceServiceRequest`, or names a field that the proto does not have. */
export function decodeRequest(body: Uint8Array, contentType: string): DecodedSpan[] {
  const wire: Wire = contentType.includes('protobuf') ? 'protobuf' : 'json';
  const request =
    wire === 'protobuf'
      ? Request.toObject(Request.decode(body), { longs: String })
      : known(Request, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  return list(request, 'resourceSpans').flatMap((resourceSpans) => spansOf(resourceSpans, wire));
}

/** An `ExportTraceServiceResponse` in the request's encoding. */
export function encodeResponse(contentType: string, rejectedSpans = 0, errorMessage = ''): Uint8Array {
  const message =
    rejectedSpans > 0 || errorMessage ? { partialSuccess: { rejectedSpans, errorMessage } } : {};
  return contentType.includes('protobuf')
    ? Response.encode(Response.fromObject(message)).finish()
    : new TextEncoder().encode(JSON.stringify(message));
}

function spansOf(resourceSpans: Message, wire: Wire): DecodedSpan[] {
  const resource = attributesOf((resourceSpans.resource as Message) ?? {});
  return list(resourceSpans, 'scopeSpans').flatMap((scopeSpans) =>
    list(scopeSpans, 'spans').map((span) => ({
      ...spanOf(span, wire),
      resource,
      resourceSchemaUrl: text(resourceSpans, 'schemaUrl'),
      scope: { name: '', version: '', ...(scopeSpans.scope as object) },
      schemaUrl: text(scopeSpans, 'schemaUrl'),
    })),
  );
}

function spanOf(
  span: Message,
  wire: Wire,
): Omit<DecodedSpan, 'resource' | 'resourceSchemaUrl' | 'scope' | 'schemaUrl'> {
  const { code = 0, message = '' } = (span.status ?? {}) as { code?: number; message?: string };
  return {
    traceId: id(span, 'traceId', wire),
    spanId: id(span, 'spanId', wire),
    parentSpanId: id(span, 'parentSpanId', wire),
    traceState: text(span, 'traceState'),
    flags: count(span, 'flags'),
    name: text(span, 'name'),
    kind: count(span, 'kind'),
    startTimeUnixNano: nanos(span, 'startTimeUnixNano'),
    endTimeUnixNano: nanos(span, 'endTimeUnixNano'),
    ...withDropped(span),
    events: list(span, 'events').map((event) => ({
      timeUnixNano: nanos(event, 'timeUnixNano'),
      name: text(event, 'name'),
      ...withDropped(event),
    })),
    droppedEventsCount: count(span, 'droppedEventsCount'),
    links: list(span, 'links').map((link) => ({
      traceId: id(link, 'traceId', wire),
      spanId: id(link, 'spanId', wire),
      traceState: text(link, 'traceState'),
      flags: count(link, 'flags'),
      ...withDropped(link),
    })),
    droppedLinksCount: count(span, 'droppedLinksCount'),
    status: { code, message },
  };
}

const withDropped = (message: Message) => ({
  attributes: attributesOf(message),
  droppedAttributesCount: count(message, 'droppedAttributesCount'),
});

const list = (message: Message, key: string): Message[] => (message[key] ?? []) as Message[];
const text = (message: Message, key: string): string => (message[key] ?? '') as string;
const count = (message: Message, key: string): number => Number(message[key] ?? 0);
const nanos = (message: Message, key: string): bigint => BigInt((message[key] ?? 0) as string);

/** Hexadecimal in JSON, bytes in protobuf. */
const id = (message: Message, key: string, wire: Wire): string =>
  wire === 'json' ? text(message, key) : Buffer.from((message[key] ?? []) as Uint8Array).toString('hex');

function attributesOf(message: Message, key = 'attributes'): Record<string, Value> {
  return Object.fromEntries(
    list(message, key).map((pair) => [text(pair, 'key'), plain(pair.value as Message)]),
  );
}

function plain(value: Message = {}): Value {
  const [kind, content] = Object.entries(value)[0] ?? ['none'];
  switch (kind) {
    case 'intValue':
      return integer(BigInt(content as string));
    case 'doubleValue':
      return Number(content);
    case 'arrayValue':
      return list(content as Message, 'values').map(plain);
    case 'kvlistValue':
      return attributesOf(content as Message, 'values');
    case 'bytesValue':
      return typeof content === 'string'
        ? new Uint8Array(Buffer.from(content, 'base64'))
        : new Uint8Array(content as Uint8Array);
    case 'none':
      return null;
    default:
      return content as Value;
  }
}

const integer = (value: bigint): number | bigint =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value;

/** JSON with a misspelt field would be accepted and lost: OTLP receivers ignore what they do not know. */
function known(type: protobuf.Type, message: Message): Message {
  for (const [key, value] of Object.entries(message)) {
    const field = type.fields[key]?.resolve();
    if (field === undefined) throw new Error(`${type.name} has no field ${key}`);
    if (!(field.resolvedType instanceof protobuf.Type)) continue;
    for (const each of field.repeated ? (value as Message[]) : [value as Message])
      known(field.resolvedType, each);
  }
  return message;
}
