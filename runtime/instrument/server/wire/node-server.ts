/** Requests to servers of `node:http`, from before any of the program's code runs, as Node's channels tell of them. */
import { activeSpan, runWithSpan } from '../../../core/active-span.ts';
import { settings } from '../../../core/settings.ts';
import { state } from '../../../core/state.ts';
import { startUnrecorded } from '../../../core/tracer.ts';
import { admitCarrier } from '../../../propagation/incoming-policy.ts';
import { isWithin, SERVER, type Span } from '../../../trace/span.ts';
import { node } from '../frameworks/node.ts';
import { requestCarrier } from '../request-attributes.ts';
import type { NodeRequest, RequestMatch } from '../request-match.ts';
import { startServerSpan } from '../server-span.ts';
import { isIgnored } from './ignore.ts';

type Emit = (this: unknown, ...args: unknown[]) => unknown;

interface IncomingMessage extends NodeRequest {
  emit: Emit;
}

export interface ServerMessage {
  readonly request: IncomingMessage;
  readonly response: object;
  readonly server: { readonly emit: { readonly __wrapped?: boolean } };
}

/**
 * The span is entered and not run, since the server's listeners are called after this, by Node. It is entered for
 * requests without one too: pipelined ones are told one after another, each in the context that the last one left.
 */
export function serverStarted({ request, response, server }: ServerMessage): void {
  // OpenTelemetry's instrumentation is about to make a span of its own, and calls the listeners in it.
  if (server.emit.__wrapped === true) return;
  const span = enterRequest(request, () => node(request, response));
  if (span !== undefined && hasBody(request)) bindEvents(request, span);
}

/** Makes a request's span the active one; undefined for a request that has none. */
export function enterRequest(request: NodeRequest, match: () => RequestMatch | undefined): Span | undefined {
  if (state.context.get() !== undefined) state.context.enter(undefined);
  const span = spanFor(request, match);
  if (span !== undefined) state.context.enter(span);
  return span;
}

function spanFor(request: NodeRequest, match: () => RequestMatch | undefined): Span | undefined {
  const { recording } = settings();
  const carrier = requestCarrier(request);
  if (!recording && carrier === undefined) return undefined;
  if (isOwnModel(request, carrier?.parentId)) return undefined;
  if (recording && isIgnored(request))
    return startUnrecorded(request.method ?? '', SERVER, admitCarrier(request, carrier).remote);
  const matched = match();
  return matched && startServerSpan(matched).span;
}

/** More spans than these at once are no test of a program beside its own model. */
const MOST_LIVE = 256;

/** What a model's client sends inside its call is its own business, also where this process answers it itself. */
function isOwnModel(request: NodeRequest, spanId: string | undefined): boolean {
  if (state.openCalls.size === 0 || state.liveCount > MOST_LIVE) return false;
  const isAsker = spanId === undefined ? asksAt(request) : (span: Span) => span.spanId === spanId;
  for (let at = 0; at < state.liveCount; at++) {
    const span = state.liveSpans[at];
    if (span?.opaque && isAsker(span)) return true;
  }
  return false;
}

/** Clients with a dispatcher of their own (Google's) send no id; their calls name the port. */
function asksAt({ socket }: NodeRequest): (span: Span) => boolean {
  const isHere = socket?.remoteAddress !== undefined && socket.remoteAddress === socket.localAddress;
  return ({ attributes }) => isHere && attributes[attributes.indexOf('server.port') + 1] === socket.localPort;
}

const hasBody = ({ headers }: NodeRequest): boolean =>
  headers['transfer-encoding'] !== undefined ||
  !['0', undefined].includes(headers['content-length'] as string);

/** What comes with later packets is emitted in the connection's context, which is nobody's. */
function bindEvents(request: IncomingMessage, span: Span): void {
  const { emit } = request;
  Object.defineProperty(request, 'emit', {
    configurable: true,
    writable: true,
    value(...args: unknown[]) {
      if (isWithin(activeSpan(), span)) return emit.apply(request, args);
      return runWithSpan(span, () => emit.apply(request, args));
    },
  });
}
