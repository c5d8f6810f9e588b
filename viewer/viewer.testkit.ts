/** A viewer on any free port that keeps nothing, and spans to send to it. */
import { startViewer, type Viewer, type ViewerOptions } from './index.ts';

export interface TestViewer extends Viewer {
  readonly port: number;
  /** GET of the API; rejects with the server's own words. */
  read<T>(path: string): Promise<T>;
  send(...spans: readonly TestSpan[]): Promise<Response>;
  /** Asks until the answer is as wanted. */
  until<T>(path: string, enough: (answer: T) => boolean): Promise<T>;
}

export interface TestSpan {
  readonly trace?: number;
  readonly id: number;
  readonly parent?: number;
  readonly name?: string;
  readonly service?: string;
  /** Milliseconds since the trace's begin. */
  readonly start?: number;
  readonly duration?: number;
  readonly kind?: number;
  readonly error?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly events?: readonly {
    readonly name: string;
    readonly attributes?: Readonly<Record<string, unknown>>;
  }[];
}

const PATIENCE = 15_000;

export async function testViewer(options: ViewerOptions = {}): Promise<TestViewer> {
  const viewer = await startViewer({
    port: 0,
    grpcPort: 0,
    memory: options.file === undefined,
    project: '/nowhere',
    ...options,
  });
  const read = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${viewer.endpoint}/api/${path}`);
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    ...viewer,
    port: Number(new URL(viewer.endpoint).port),
    read,
    send: (...spans) =>
      fetch(`${viewer.endpoint}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(exportOf(spans)),
      }),
    async until<T>(path: string, enough: (answer: T) => boolean) {
      const end = Date.now() + PATIENCE;
      for (;;) {
        const answer = await read<T>(path);
        if (enough(answer)) return answer;
        if (Date.now() > end)
          throw new Error(`waited in vain for ${path}: ${JSON.stringify(answer).slice(0, 500)}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
  };
}

export const traceIdOf = (trace = 1): string => trace.toString(16).padStart(32, '0');
export const spanIdOf = (id: number): string => id.toString(16).padStart(16, '0');

/** Of 2026-11-27. */
const BEGIN = 1_795_800_000_000n;

/** An `ExportTraceServiceRequest`. */
export const exportOf = (spans: readonly TestSpan[]): object => ({
  resourceSpans: [...Map.groupBy(spans, ({ service = 'app' }) => service)].map(([service, own]) => ({
    resource: { attributes: pairsOf({ 'service.name': service }) },
    scopeSpans: [{ scope: { name: 'test', version: '1' }, spans: own.map(spanJson) }],
  })),
});

function spanJson(span: TestSpan): object {
  const {
    trace,
    id,
    parent,
    name = 'work',
    start = 0,
    duration = 10,
    kind = 1,
    error,
    attributes = {},
    events = [],
  } = span;
  const from = BEGIN * 1_000_000n + BigInt(Math.round(start * 1e6)) + BigInt((trace ?? 1) * 1_000_000);
  return {
    traceId: traceIdOf(trace),
    spanId: spanIdOf(id),
    ...(parent !== undefined && { parentSpanId: spanIdOf(parent) }),
    name,
    kind,
    startTimeUnixNano: String(from),
    endTimeUnixNano: String(from + BigInt(Math.round(duration * 1e6))),
    attributes: pairsOf(attributes),
    events: events.map((event) => ({
      name: event.name,
      timeUnixNano: String(from),
      attributes: pairsOf(event.attributes ?? {}),
    })),
    status: error === undefined ? {} : { code: 2, message: error },
  };
}

const pairsOf = (attributes: Readonly<Record<string, unknown>>): object[] =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: valueJson(value) }));

function valueJson(value: unknown): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(valueJson) } };
  return value as object; // written out by the test
}

/** Attributes of a model's call. */
export const chat = (more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.usage.input_tokens': 100,
  'gen_ai.usage.output_tokens': 20,
  ...more,
});
