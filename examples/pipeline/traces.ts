/** Whether every request made exactly one connected trace across all services. */
import type { TreeSpan } from '@onetrace/example-collector';
import { SERVICES } from './build.ts';
import type { Question } from './pipeline.ts';

/** What one request leaves behind when all is well. */
export const SPANS_PER_REQUEST = 12;
export interface Wanted {
  readonly services: readonly string[];
  readonly spans: number;
}

const ALL: Wanted = { services: SERVICES, spans: SPANS_PER_REQUEST };
/** With a queue of a broker's: the sending and the processing of the job instead of one span of its worker. */
export const WITH_BROKER: Wanted = { services: SERVICES, spans: SPANS_PER_REQUEST + 1 };

type Trace = readonly TreeSpan[];

export const tracesOf = (spans: readonly TreeSpan[]): Trace[] => [
  ...Map.groupBy(spans, ({ traceId }) => traceId).values(),
];

const sessionOf = ({ attributes }: TreeSpan): unknown => attributes['session.id'];
const userOf = ({ attributes }: TreeSpan): unknown => attributes['user.id'];

/** Everything that is wrong, a sentence each; none is the proof. */
export function faultsOf(
  spans: readonly TreeSpan[],
  asked: readonly Question[],
  wanted: Wanted = ALL,
): string[] {
  const traces = tracesOf(spans);
  const bySession = Map.groupBy(traces, ([first]) => first && sessionOf(first));
  return [
    ...(traces.length === asked.length ? [] : [`${asked.length} requests made ${traces.length} traces`]),
    ...traces.flatMap((trace) =>
      faultsOfTrace(trace, wanted).map((fault) => `trace ${trace[0]?.traceId}: ${fault}`),
    ),
    ...asked.flatMap((question) => faultsOfRequest(question, bySession.get(question.session) ?? [])),
  ];
}

function faultsOfTrace(trace: Trace, wanted: Wanted): string[] {
  const faults: string[] = [];
  const ids = new Set(trace.map(({ spanId }) => spanId));
  const roots = trace.filter(({ parentSpanId }) => parentSpanId === '');
  if (roots.length !== 1) faults.push(`${roots.length} roots`);
  for (const { service, name, parentSpanId } of trace) {
    if (parentSpanId !== '' && !ids.has(parentSpanId))
      faults.push(`the parent of ${service}, ${name} is missing`);
  }
  if (ids.size !== trace.length) faults.push(`${trace.length - ids.size} spans came twice`);
  if (ids.size !== wanted.spans) faults.push(`${ids.size} spans instead of ${wanted.spans}`);
  const missing = wanted.services.filter((service) => !trace.some((span) => span.service === service));
  if (missing.length > 0) faults.push(`nothing from ${missing.join(', ')}`);
  const sessions = new Set(trace.map(sessionOf));
  if (sessions.size !== 1) faults.push(`spans of ${sessions.size} sessions: ${[...sessions].join(', ')}`);
  return faults;
}

function faultsOfRequest({ session, user }: Question, traces: readonly Trace[]): string[] {
  const strangers = traces.flat().filter((span) => userOf(span) !== user);
  return [
    ...(traces.length === 1 ? [] : [`session ${session} has ${traces.length} traces`]),
    ...strangers.map(({ service, name }) => `session ${session}: ${service}, ${name} is not of user ${user}`),
  ];
}
