/** Whether one request came out whole: what is wrong with it, by column. */
import type { DecodedSpan } from '../../examples/collector/decode.ts';
import type { Sent } from './requests.ts';
import type { Column } from './row.ts';
import type { Arrival } from './surroundings.ts';

export interface Seen {
  readonly spans: readonly DecodedSpan[];
  readonly arrivals: readonly Arrival[];
}

/** Empty where nothing is wrong. */
export type Faults = Partial<Record<Column, string>>;

/** OTLP's numbers. */
const SERVER = 2;
const ERROR = 2;

/** Drops what is undefined. */
const faultsOf = (found: Partial<Record<Column, string | undefined>>): Faults =>
  Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== undefined));

export function askFaults(sent: Sent, seen: Seen): Faults {
  const trace = seen.spans.filter(({ traceId }) => traceId === sent.traceId);
  const server = trace.find(({ kind }) => kind === SERVER);
  return faultsOf({
    start: answerFault(sent, [`found about ${sent.id}`, `You asked: about ${sent.id}`]),
    request: requestFault(sent, trace),
    route: server && routeFault(sent, server),
    model: modelFault(trace, server),
    link: linkFault(sent, trace, seen.arrivals),
    session: sessionFault(sent, trace, seen.arrivals),
  });
}

export function streamFaults(sent: Sent, { spans }: Seen): Faults {
  const trace = spans.filter(({ traceId }) => traceId === sent.traceId);
  const server = trace.find(({ kind }) => kind === SERVER);
  const chat = chatsIn(trace)[0];
  const expected = `You asked: about ${sent.id}`;
  return faultsOf({
    stream:
      (sent.text === expected
        ? answerFault(sent, [])
        : `it answered ${shown(sent.text)}, not ${shown(expected)}`) ??
      requestFault(sent, trace) ??
      modelFault(trace, server) ??
      (chat && endFault(chat, server as DecodedSpan)),
  });
}

export function failFaults(sent: Sent, { spans }: Seen): Faults {
  const { status = 500 } = sent.way;
  const trace = spans.filter(({ traceId }) => traceId === sent.traceId);
  const server = trace.find(({ kind }) => kind === SERVER);
  const told = server?.attributes['http.response.status_code'];
  return faultsOf({
    error:
      answerFault({ ...sent, way: { ...sent.way, status } }, []) ??
      requestFault(sent, trace) ??
      (Number(told) === status
        ? undefined
        : `the span's status code is ${told}, and ${status} was answered`) ??
      (server?.status.code === ERROR || status < 500 ? undefined : 'the span is no error'),
  });
}

function answerFault({ status, text, way }: Sent, parts: readonly string[]): string | undefined {
  const { status: expected = 200 } = way;
  if (status !== expected) return `it answered ${status}: ${shown(text)}`;
  const lost = parts.find((part) => !text.includes(part));
  return lost === undefined ? undefined : `its answer ${shown(text)} lacks ${shown(lost)}`;
}

function requestFault({ parentId }: Sent, trace: readonly DecodedSpan[]): string | undefined {
  const servers = trace.filter(({ kind }) => kind === SERVER);
  if (servers.length !== 1) return `${servers.length} SERVER spans of ${trace.length} in its trace`;
  return servers[0]?.parentSpanId === parentId ? undefined : 'its SERVER span is not below the caller';
}

function routeFault({ way }: Sent, { name, attributes }: DecodedSpan): string | undefined {
  const { route, method = 'GET' } = way;
  const told = attributes['http.route'] ?? null;
  const expected = way.name ?? (route === null ? method : `${method} ${route}`);
  if (told !== route) return `http.route is ${told}, not ${route}`;
  if (name !== expected) return `the span is named ${name}, not ${expected}`;
  const other = Object.entries(way.attributes ?? {}).find(([key, value]) => attributes[key] !== value);
  return other && `${other[0]} is ${String(attributes[other[0]])}, not ${other[1]}`;
}

const chatsIn = (trace: readonly DecodedSpan[]): DecodedSpan[] =>
  trace.filter(({ attributes }) => attributes['gen_ai.operation.name'] === 'chat');

function modelFault(trace: readonly DecodedSpan[], server: DecodedSpan | undefined): string | undefined {
  const chats = chatsIn(trace);
  if (chats.length !== 1) return `${chats.length} chat spans in its trace`;
  return isBelow(chats[0] as DecodedSpan, server, trace)
    ? undefined
    : 'the chat span is not below its request';
}

function isBelow(span: DecodedSpan, above: DecodedSpan | undefined, trace: readonly DecodedSpan[]): boolean {
  const parents = new Map(trace.map((it) => [it.spanId, it]));
  const seen = new Set<DecodedSpan>();
  for (let at: DecodedSpan | undefined = span; at && !seen.has(at); at = parents.get(at.parentSpanId)) {
    if (at === above) return true;
    seen.add(at);
  }
  return false;
}

function linkFault(
  sent: Sent,
  trace: readonly DecodedSpan[],
  arrivals: readonly Arrival[],
): string | undefined {
  const arrived = arrivals.filter(({ id }) => id === sent.id);
  if (arrived.length !== 1) return `the second service was asked ${arrived.length} times`;
  const [, traceId, spanId] = arrived[0]?.traceparent.split('-') ?? [];
  if (traceId === undefined) return 'the second service was sent no traceparent';
  if (traceId !== sent.traceId) return 'the second service was sent another trace';
  return trace.some((span) => span.spanId === spanId)
    ? undefined
    : 'the second service was sent a span that is none';
}

function sessionFault(
  sent: Sent,
  trace: readonly DecodedSpan[],
  arrivals: readonly Arrival[],
): string | undefined {
  const wrong = trace.find(({ attributes }) => (attributes['session.id'] ?? sent.session) !== sent.session);
  if (wrong !== undefined) return `WRONG: ${wrong.name} is in ${String(wrong.attributes['session.id'])}`;
  const { baggage = '' } = arrivals.find(({ id }) => id === sent.id) ?? {};
  if (baggage.includes(sent.session)) return undefined;
  return baggage.includes('session-of-')
    ? `WRONG: the second service was sent ${baggage}`
    : 'no session arrived';
}

function endFault(chat: DecodedSpan, server: DecodedSpan): string | undefined {
  const tokens =
    chat.attributes['gen_ai.usage.output_tokens'] ?? chat.attributes['gen_ai.response.finish_reasons'];
  if (tokens === undefined) return 'the chat span does not know how it ended';
  return server.endTimeUnixNano < chat.endTimeUnixNano ? 'the SERVER span ends before its answer' : undefined;
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 160));
