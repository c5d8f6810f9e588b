/** encode-program.ts <contestant>: nanoseconds and bytes per span, 512 spans a request. */
import { createRequire } from 'node:module';
import { jsonCodec } from '../../runtime/export/otlp/json.ts';
import { resolveLimits } from '../../runtime/export/otlp/limits.ts';
import { protobufCodec } from '../../runtime/export/otlp/protobuf.ts';
import { now } from '../../runtime/platform/clock.ts';
import { CLIENT, Span } from '../../runtime/trace/span.ts';
import { ATTRIBUTES } from './load.ts';

const SPANS = 512;
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const resource = { 'service.name': 'bench' };

type Encode = () => Uint8Array;

const ours = (codecOf: typeof jsonCodec): Encode => {
  const codec = codecOf(resource, resolveLimits());
  const trace = {
    traceId: TRACE_ID,
    remoteParentId: '',
    flags: 3,
    tracestate: '',
    recording: true,
    departed: false,
  };
  const spans = Array.from({ length: SPANS }, (_, at) => {
    const baggage = { entries: [], header: undefined };
    const span = new Span(
      'chat',
      CLIENT,
      { ...trace, buffered: undefined, bufferedBytes: 0 },
      baggage,
      undefined,
      id(at),
    );
    span.setAll(ATTRIBUTES).end = now();
    return span;
  });
  return () => codec.body(spans.map(codec.encode));
};

const theirs = (serializer: string): Encode => {
  const require = createRequire(import.meta.url);
  const { [serializer]: chosen } = require('@opentelemetry/otlp-transformer') as Record<
    string,
    { serializeRequest(spans: object[]): Uint8Array }
  >;
  const spans = Array.from({ length: SPANS }, (_, at) => ({
    name: 'chat',
    kind: 2,
    spanContext: () => ({ traceId: TRACE_ID, spanId: id(at), traceFlags: 1 }),
    startTime: [1_795_416_067, 169_782_006],
    endTime: [1_795_416_067, 170_782_006],
    status: { code: 0 },
    attributes: ATTRIBUTES,
    links: [],
    events: [],
    duration: [0, 1_000_000],
    ended: true,
    resource: { attributes: resource },
    instrumentationScope: { name: 'bench', version: '1' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }));
  return () => chosen?.serializeRequest(spans) ?? new Uint8Array(0);
};

const id = (at: number): string => (at + 1).toString(16).padStart(16, '0');

const CONTESTANTS: Readonly<Record<string, () => Encode>> = {
  'onetrace JSON': () => ours(jsonCodec),
  'onetrace protobuf': () => ours(protobufCodec),
  'OpenTelemetry JSON': () => theirs('JsonTraceSerializer'),
  'OpenTelemetry protobuf': () => theirs('ProtobufTraceSerializer'),
};

const encode = CONTESTANTS[process.argv[2] ?? '']?.();
if (encode === undefined) throw new Error(`one of ${Object.keys(CONTESTANTS).join(', ')}`);
let bytes = 0;
const time = (rounds: number): number => {
  const start = performance.now();
  for (let round = 0; round < rounds; round++) bytes = encode().length;
  return ((performance.now() - start) * 1e6) / (rounds * SPANS);
};
time(200);
console.log(JSON.stringify({ ns: time(500), bytes: bytes / SPANS }));
