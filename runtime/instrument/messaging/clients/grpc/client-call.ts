import { activeSpan, runWithSpan } from '../../../../core/active-span.ts';
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { settings } from '../../../../core/settings.ts';
import { endSpan, startSpan } from '../../../../core/tracer.ts';
import { fieldsOf } from '../../../../platform/unknown.ts';
import { outgoingHeaders } from '../../../../propagation/policy.ts';
import { CLIENT, type Span } from '../../../../trace/span.ts';
import { isFunction, keepContext } from '../../../boundary/keep.ts';
import type { Callable } from '../../../call/helper.ts';
import type { SiteText } from '../../../call/site.ts';
import { setCode } from '../../../semconv/code.ts';
import { endRpc, setRpc } from '../../../semconv/rpc.ts';
import type { MethodFacts } from './method-facts.ts';

export interface RemoteCall {
  readonly site: SiteText;
  readonly facts: MethodFacts;
  readonly client: object;
  readonly method: Callable;
  readonly args: readonly unknown[];
}

/** One call of a client's method: unary or any kind of stream. */
export function callRemote({ site, facts, client, method, args }: RemoteCall): unknown {
  const parent = activeSpan();
  if (parent === undefined ? !settings().recording : parent.opaque) return method.apply(client, [...args]);
  const span = settings().recording ? tryOrReport(() => startCall(site, facts)) : parent;
  const given = span && tryOrReport(() => withInterceptor(span, client, facts, args));
  if (span === undefined || given === undefined) return method.apply(client, [...args]);
  return runWithSpan(span, () => method.apply(client, given));
}

function startCall(site: SiteText, { path }: MethodFacts): Span {
  const span = startSpan(path.slice(1), CLIENT);
  span.opaque = true; // HTTP/2 below it is the library's own business
  setRpc(span, path);
  setCode(span, site);
  return span;
}

/** `([argument], [metadata], [options], [callback])`. */
function withInterceptor(
  span: Span,
  client: object,
  { requestStream }: MethodFacts,
  args: readonly unknown[],
): unknown[] {
  const [argument, rest] = requestStream ? [[], args] : [args.slice(0, 1), args.slice(1)];
  const metadata = rest.filter((it) => isFunction(fieldsOf(it).getMap));
  const callback = rest.filter((it) => isFunction(it)).map((it) => keepContext(it as Callable));
  const options = rest.find((it) => it instanceof Object && !isFunction(it) && !metadata.includes(it));
  const { interceptors, interceptor_providers: providers } = fieldsOf(options);
  const own = (interceptors as unknown[] | undefined) ?? [];
  const hasOwn = own.length > 0 || ((providers as unknown[] | undefined) ?? []).length > 0;
  // Those of a call are instead of the client's.
  const [ofClient = [], providersOfClient = []] = hasOwn ? [] : clientInterceptors(client);
  const given = {
    ...fieldsOf(options),
    interceptors: [...own, ...ofClient, interceptorFor(span, client)],
    ...(providersOfClient.length > 0 && { interceptor_providers: providersOfClient }),
  };
  return [...argument, ...metadata, given, ...callback];
}

/** The two lists that a client was made with, in the order in which it notes them. */
const clientInterceptors = (client: object): unknown[][] =>
  Object.getOwnPropertySymbols(client)
    .map((key) => (client as Record<symbol, unknown>)[key])
    .filter((it) => Array.isArray(it));

interface Metadata {
  clone(): Metadata;
  get(name: string): readonly unknown[];
  set(name: string, value: string): void;
}
type Listener = Partial<
  Record<'onReceiveMetadata' | 'onReceiveMessage' | 'onReceiveStatus', (value: never) => void>
>;
interface InterceptingCall {
  start(metadata: Metadata, listener?: Listener): void;
}

const interceptorFor =
  (span: Span, client: object) =>
  (options: unknown, nextCall: (options: unknown) => InterceptingCall): InterceptingCall => {
    const call = nextCall(options);
    const { start } = call;
    call.start = (metadata, listener = {}) => {
      const given = tryOrReport(() => withCarrier(metadata, span, client)) ?? metadata;
      start.call(call, given, listening(listener, span));
    };
    return call;
  };

function withCarrier(metadata: Metadata, span: Span, client: object): Metadata {
  if (metadata.get('traceparent').length > 0) return metadata;
  const given = metadata.clone();
  for (const [name, value] of outgoingHeaders(span, `http://${targetOf(client)}/`)) given.set(name, value);
  return given;
}

/** `dns:localhost:50051`, `ipv4:127.0.0.1:50051`. */
function targetOf(client: object): string {
  const { getChannel } = client as { getChannel?: () => { getTarget(): string } };
  const target = isFunction(getChannel)
    ? (getChannel.call(client) as { getTarget(): string }).getTarget()
    : '';
  return target.replace(/^(?:dns|ipv[46]|passthrough):\/*/, '');
}

const listening = (listener: Listener, span: Span): Listener => ({
  onReceiveMetadata: (metadata) => listener.onReceiveMetadata?.(metadata),
  onReceiveMessage: (message) => listener.onReceiveMessage?.(message),
  onReceiveStatus(status) {
    // Where nothing is recorded the span is somebody else's.
    if (span.name !== '' && span.kind === CLIENT && settings().recording) {
      endRpc(span, status);
      endSpan(span);
    }
    listener.onReceiveStatus?.(status);
  },
});
