/** Requests as a busy program sends them: traces of 12 spans, one in ten a model's call with 1.2 kB of content. */
import protobuf from 'protobufjs';
import { PROTO } from '../../examples/collector/proto.ts';

const Request = protobuf
  .parse(PROTO, { keepCase: false })
  .root.lookupType('opentelemetry.proto.ExportTraceServiceRequest');
const BEGIN = BigInt(Date.now()) * 1_000_000n;
const NAMES = ['POST /ask', 'POST', 'db.query', 'POST /search', 'cache.get'];

export const perTrace = 12;

/** Of spans `from` to `from + count`, as protobuf. `ofOne`: all of one trace. */
export function exportRequest(from: number, count: number, ofOne = false): Uint8Array<ArrayBuffer> {
  const spans = Array.from({ length: count }, (_, index) => span(from + index, ofOne));
  const service = attribute('service.name', `service-${from % 4}`);
  const request = {
    resourceSpans: [
      {
        resource: { attributes: [service] },
        scopeSpans: [{ scope: { name: 'bench', version: '1' }, spans }],
      },
    ],
  };
  return new Uint8Array(Request.encode(Request.fromObject(request)).finish());
}

function span(number: number, ofOne: boolean): object {
  const trace = ofOne ? 0 : Math.floor(number / perTrace);
  const root = ofOne ? number === 0 : number % perTrace === 0;
  const parent = ofOne ? Math.floor((number - 1) / 10) : number - 1;
  const isCall = number % 10 === 3;
  const start = BEGIN + BigInt(number) * 100_000n;
  return {
    traceId: bytes(trace + 1, 16),
    spanId: bytes(number + 1, 8),
    ...(!root && { parentSpanId: bytes(parent + 1, 8) }),
    name: isCall ? 'chat gpt-4o' : NAMES[number % NAMES.length],
    kind: 1 + (number % 3),
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 52_345_678n),
    attributes: isCall ? callAttributes(number) : httpAttributes(number, trace),
    status: { code: number % 100 === 0 ? 2 : 0 },
  };
}

const bytes = (number: number, length: number): Uint8Array => {
  const buffer = Buffer.alloc(length);
  buffer.writeUInt32BE(number, length - 4);
  return buffer;
};

const attribute = (key: string, value: string | number): object => ({
  key,
  value: typeof value === 'string' ? { stringValue: value } : { intValue: value },
});

const httpAttributes = (number: number, trace: number): object[] => [
  attribute('http.request.method', 'POST'),
  attribute('url.full', `http://127.0.0.1:3000/search/${number % 1000}`),
  attribute('http.response.status_code', 200),
  attribute('server.address', '127.0.0.1'),
  attribute('session.id', `session-${trace % 5000}`),
  attribute('user.id', `user-${trace % 500}`),
];

const callAttributes = (number: number): object[] => [
  attribute('gen_ai.operation.name', 'chat'),
  attribute('gen_ai.provider.name', 'openai'),
  attribute('gen_ai.request.model', 'gpt-4o'),
  attribute('gen_ai.usage.input_tokens', 300),
  attribute('gen_ai.usage.output_tokens', 40),
  attribute(
    'gen_ai.input.messages',
    JSON.stringify([
      {
        role: 'user',
        parts: [
          {
            type: 'text',
            content: `Question ${number}: ${'and what becomes of my order then? '.repeat(34)}`,
          },
        ],
      },
    ]),
  ),
];
