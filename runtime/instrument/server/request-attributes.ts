/** What an incoming request says: its carrier, and the attributes of its SERVER span. */
import { parseCarrier } from '../../propagation/carrier.ts';
import type { RemoteContext } from '../../trace/remote-context.ts';
import type { Span } from '../../trace/span.ts';
import { setHttpMethod } from '../semconv/http.ts';
import { type Origin, setServerAddress } from '../semconv/server-address.ts';
import { redactQuery } from '../semconv/url-redaction.ts';
import type { NodeRequest, WebRequest } from './request-match.ts';

type Incoming = NodeRequest | WebRequest;

const CARRIER = ['traceparent', 'tracestate', 'baggage', 'x-trace-context'];

/** A header as HTTP joins it, so that two `traceparent` are none. */
function headerValue({ headers }: Incoming, name: string): string | undefined {
  // A web header's name has no colon; HTTP/2's `:authority` does.
  if (typeof headers.get === 'function')
    return name.startsWith(':') ? undefined : (headers.get(name) ?? undefined);
  const value = (headers as NodeRequest['headers'])[name];
  return Array.isArray(value) ? value.join() : value;
}

export function requestCarrier(request: Incoming): RemoteContext | undefined {
  const fields: Record<string, string> = {};
  for (const name of CARRIER) {
    const value = headerValue(request, name);
    if (value !== undefined) fields[name] = value;
  }
  return Object.keys(fields).length === 0 ? undefined : parseCarrier(fields);
}

/** The path without the query, as it was sent. */
export const pathOf = (request: Incoming): string => requestTarget(request)[0];

export function setRequestAttributes(span: Span, request: Incoming): void {
  const [path, query] = requestTarget(request);
  const { protocol, hostname, port } = originOf(request);
  setHttpMethod(span, request.method ?? '');
  span.set('url.path', path).set('url.scheme', protocol.slice(0, -1));
  if (query !== '') span.set('url.query', redactQuery(query));
  if (hostname !== '') setServerAddress(span, { protocol, hostname, port });
  span.set('user_agent.original', headerValue(request, 'user-agent'));
  const { socket, httpVersion } = request as NodeRequest;
  const peer = socket?.remoteAddress;
  const client = headerValue(request, 'x-forwarded-for')?.split(',', 1)[0]?.trim();
  span.set('client.address', client || peer);
  span.set('network.peer.address', peer).set('network.peer.port', socket?.remotePort);
  span.set('network.protocol.version', httpVersion === '2.0' ? '2' : httpVersion);
}

function requestTarget(request: Incoming): [path: string, query: string] {
  const sent = (request as NodeRequest).originalUrl ?? request.url ?? '';
  // A whole URL from web requests, and from clients that take us for a proxy.
  const target = sent.startsWith('/') ? sent : sent.replace(/^https?:\/\/[^/?#]*|#.*$/gis, '');
  const at = target.indexOf('?');
  return at === -1 ? [target || '/', ''] : [target.slice(0, at) || '/', target.slice(at + 1)];
}

const HOST = /^(\[.*\]|[^:]*)(?::(\d+))?$/;

/** Where the client sent it: by the proxy in front of us, by the Host header, by the URL. */
function originOf(request: Incoming): Origin {
  const { socket } = request as NodeRequest;
  const whole = request.url?.startsWith('/') ? undefined : URL.parse(request.url ?? '');
  const host = headerValue(request, 'host') ?? headerValue(request, ':authority') ?? whole?.host ?? '';
  const [, hostname = '', port = ''] = HOST.exec(host) ?? [];
  const forwarded = headerValue(request, 'x-forwarded-proto');
  if (forwarded === 'http' || forwarded === 'https') return { protocol: `${forwarded}:`, hostname, port };
  return { protocol: whole?.protocol ?? (socket?.encrypted ? 'https:' : 'http:'), hostname, port };
}
