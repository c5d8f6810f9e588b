/** Files that hold traces: OTLP as JSON, JSON lines or protobuf, and Jaeger's JSON; as OTLP requests to take in. */
import type { ContentType } from '../store/store.ts';

export interface ImportedRequest {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: ContentType;
}

type Fields = Record<string, unknown>;

/** Throws where `file` is none of them. */
export function requestsOf(file: Uint8Array): ImportedRequest[] {
  const text = textOf(file);
  if (text === undefined) return [{ body: new Uint8Array(file), type: 'protobuf' }];
  const whole = parsed(text);
  if (whole !== undefined) return requestsOfJson(whole);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((line, index) => {
    const value = parsed(line);
    if (value === undefined) throw new Error(`line ${index + 1} is no JSON`);
    return requestsOfJson(value);
  });
}

/** undefined: not text, so protobuf. */
function textOf(file: Uint8Array): string | undefined {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  return /^\s*[[{]/.test(text) ? text : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requestsOfJson(value: unknown): ImportedRequest[] {
  if (Array.isArray(value)) return value.flatMap(requestsOfJson);
  const fields = value as Fields;
  if (Array.isArray(fields['resourceSpans'])) return [jsonRequest(fields)];
  // Tempo and others name the list of before 1.0, or wrap it.
  if (Array.isArray(fields['batches'])) return [jsonRequest({ resourceSpans: fields['batches'] })];
  if (typeof fields['trace'] === 'object' && fields['trace'] !== null) return requestsOfJson(fields['trace']);
  if (Array.isArray(fields['data']))
    return fields['data'].map((trace) => jsonRequest(fromJaeger(trace as Fields)));
  throw new Error('neither OTLP (resourceSpans) nor Jaeger (data)');
}

const jsonRequest = (value: unknown): ImportedRequest => ({
  body: new Uint8Array(Buffer.from(JSON.stringify(value))),
  type: 'json',
});

const KINDS: Readonly<Record<string, number>> = {
  internal: 1,
  server: 2,
  client: 3,
  producer: 4,
  consumer: 5,
};

function fromJaeger(trace: Fields): Fields {
  const processes = (trace['processes'] ?? {}) as Record<string, Fields>;
  const spans = (trace['spans'] ?? []) as Fields[];
  const resourceSpans = spans.map((span) => {
    const process = processes[String(span['processID'])] ?? {};
    const service = {
      key: 'service.name',
      value: { stringValue: String(process['serviceName'] ?? 'unknown') },
    };
    return {
      resource: { attributes: [service, ...tagsOf(process['tags'])] },
      scopeSpans: [{ scope: { name: 'jaeger' }, spans: [spanOfJaeger(span)] }],
    };
  });
  return { resourceSpans };
}

function spanOfJaeger(span: Fields): Fields {
  const tags = (span['tags'] ?? []) as Fields[];
  const tag = (key: string): unknown => tags.find((it) => it['key'] === key)?.['value'];
  const start = BigInt(Math.trunc(Number(span['startTime'] ?? 0))) * 1000n;
  const parent = ((span['references'] ?? []) as Fields[]).find((it) => it['refType'] === 'CHILD_OF');
  return {
    traceId: String(span['traceID'] ?? '').padStart(32, '0'),
    spanId: String(span['spanID'] ?? '').padStart(16, '0'),
    ...(parent && { parentSpanId: String(parent['spanID']).padStart(16, '0') }),
    name: span['operationName'],
    kind: KINDS[String(tag('span.kind'))] ?? 1,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + BigInt(Math.trunc(Number(span['duration'] ?? 0))) * 1000n),
    attributes: tagsOf(tags.filter(({ key }) => key !== 'span.kind' && key !== 'error')),
    status: {
      code: tag('error') === true || tag('otel.status_code') === 'ERROR' ? 2 : 0,
      message: tag('otel.status_description'),
    },
    events: ((span['logs'] ?? []) as Fields[]).map((log) => {
      const fields = (log['fields'] ?? []) as Fields[];
      return {
        timeUnixNano: String(BigInt(Math.trunc(Number(log['timestamp'] ?? 0))) * 1000n),
        name: String(fields.find(({ key }) => key === 'event')?.['value'] ?? 'log'),
        attributes: tagsOf(fields.filter(({ key }) => key !== 'event')),
      };
    }),
  };
}

const tagsOf = (tags: unknown): Fields[] =>
  ((tags ?? []) as Fields[]).map(({ key, type, value }) => ({
    key,
    value:
      type === 'bool'
        ? { boolValue: value }
        : type === 'int64'
          ? { intValue: String(value) }
          : type === 'float64'
            ? { doubleValue: value }
            : { stringValue: String(value) },
  }));
