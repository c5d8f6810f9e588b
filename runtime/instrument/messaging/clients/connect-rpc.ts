/**
 * Connect (`@connectrpc/*`), in each of its protocols: a call's carrier is among its headers. Transports and servers
 * are given an interceptor, as the library documents it; the HTTP below a call is the library's own business.
 *
 *   `createGrpcTransport(options)`   `createGrpcTransport($ot.connectRpc("site?method=createGrpcTransport", options))`
 */
import { activeSpan, runWithSpan } from '../../../core/active-span.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { settings } from '../../../core/settings.ts';
import { endSpan, startRoot, startSpan } from '../../../core/tracer.ts';
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { parseCarrier } from '../../../propagation/carrier.ts';
import { outgoingHeaders } from '../../../propagation/policy.ts';
import { CLIENT, SERVER, type Span } from '../../../trace/span.ts';
import type { Helper } from '../../call/helper.ts';
import type { SiteText } from '../../call/site.ts';
import { setCode } from '../../semconv/code.ts';
import { endRpc, setRpc } from '../../semconv/rpc.ts';
import { messaging } from '../messaging.ts';

interface Call {
  readonly url: string;
  readonly header: Headers;
  readonly service: { readonly typeName: string };
  readonly method: { readonly name: string };
}
type Answer = { readonly stream?: boolean; readonly message?: unknown };
type Next = (call: Call) => Promise<Answer>;
type Interceptor = (next: Next) => Next;

const withInterceptor =
  (make: (site: SiteText) => Interceptor) =>
  (options: unknown, _consumer: unknown, site: SiteText): unknown => ({
    ...fieldsOf(options),
    interceptors: [...listOf(fieldsOf(options).interceptors), make(site)],
  });

const asTransport = /* @__PURE__ */ withInterceptor(clientInterceptor);
const asServer = /* @__PURE__ */ withInterceptor(serverInterceptor);

export const connectRpc: Helper = /* @__PURE__ */ messaging({
  system: 'connect_rpc',
  values: {
    createConnectTransport: asTransport,
    createGrpcTransport: asTransport,
    createGrpcWebTransport: asTransport,
    connectNodeAdapter: asServer,
    expressConnectMiddleware: asServer,
    nextJsApiRouter: asServer,
  },
});

const pathOf = ({ service, method }: Call): string => `/${textOf(service.typeName)}/${textOf(method.name)}`;

function clientInterceptor(site: SiteText): Interceptor {
  return (next) => (call) => {
    const parent = activeSpan();
    if (parent === undefined ? !settings().recording : parent.opaque) return next(call);
    const span = settings().recording ? tryOrReport(() => startCall(site, call, CLIENT)) : parent;
    if (span === undefined) return next(call);
    tryOrReport(() => putCarrier(span, call));
    if (span === parent) return next(call);
    return runWithSpan(span, () => ended(span, next(call)));
  };
}

function putCarrier(span: Span, { header, url }: Call): void {
  if (header.has('traceparent')) return;
  for (const [name, value] of outgoingHeaders(span, url)) header.set(name, value);
}

function startCall(site: SiteText, call: Call, kind: typeof CLIENT | typeof SERVER): Span {
  const path = pathOf(call);
  const span =
    kind === CLIENT
      ? startSpan(path.slice(1), CLIENT)
      : startRoot(path.slice(1), SERVER, parseCarrier(call.header));
  if (kind === CLIENT) span.opaque = true;
  setRpc(span, path);
  setCode(span, site);
  return span;
}

/** The server's request is a SERVER span already where it came by Node's HTTP: then it is the call's. */
function serverInterceptor(site: SiteText): Interceptor {
  return (next) => (call) => {
    const active = activeSpan();
    if (active?.kind === SERVER) {
      active.name = pathOf(call).slice(1);
      setRpc(active, pathOf(call));
      return next(call);
    }
    const span = settings().recording ? tryOrReport(() => startCall(site, call, SERVER)) : undefined;
    return span === undefined ? next(call) : runWithSpan(span, () => ended(span, next(call)));
  };
}

async function ended(span: Span, answer: Promise<Answer>): Promise<Answer> {
  try {
    const given = await answer;
    if (given.stream !== true) finish(span, { code: 0 });
    else return { ...given, message: untilOver(span, given.message as AsyncIterable<unknown>) };
    return given;
  } catch (error) {
    finish(span, error);
    throw error;
  }
}

async function* untilOver(span: Span, messages: AsyncIterable<unknown>): AsyncIterable<unknown> {
  let status: unknown = { code: 0 };
  try {
    yield* messages;
  } catch (error) {
    status = error;
    throw error;
  } finally {
    finish(span, status);
  }
}

function finish(span: Span, status: unknown): void {
  tryOrReport(() => endRpc(span, status));
  endSpan(span);
}
