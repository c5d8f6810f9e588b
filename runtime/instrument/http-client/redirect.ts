/**
 * Redirects of a request that carries an identity. The platform's own `fetch` forwards every header but
 * `Authorization`, `Cookie` and `Host` to another origin (Fetch standard, HTTP-redirect fetch), so session
 * and user would follow a redirect to anybody. Such a request asks for its redirects, and they are
 * followed here as the platform would; from the first place that may not see it the identity stays behind.
 */
import type { Reach } from '../../propagation/policy.ts';

export interface Hop {
  readonly url: URL;
  /** Where `input` was a `Request`: one without a body. */
  readonly request: Request | undefined;
  readonly init: RequestInit | undefined;
}

interface NextHop extends Hop {
  readonly init: RequestInit & { headers: Headers };
}

/** The platform refuses to follow more (Fetch standard, HTTP-redirect fetch). */
const MAX_HOPS = 20;
/** What a request without a body must not say (Fetch standard, request-body-header names). */
const BODY_HEADERS = ['content-encoding', 'content-language', 'content-location', 'content-type'];
/** What another origin must not be told. */
const ORIGIN_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'host'];

/** Browsers do not show a redirect; they ask the other origin whether it wants such headers (CORS). */
export const showsRedirects = (): boolean => !('document' in globalThis || 'importScripts' in globalThis);

/** A `Request`'s body can be sent once, and `integrity` would be checked against the redirect itself. */
export const canFollow = ({ request, init }: Omit<Hop, 'url'>): boolean =>
  ((init?.body ?? undefined) !== undefined || !request?.body) && !init?.integrity && !request?.integrity;

export async function followRedirects(
  response: Response,
  from: Hop,
  send: (input: unknown, init: RequestInit) => Promise<Response>,
  reachOf: (url: URL) => Reach,
): Promise<Response> {
  let hop = from;
  let crossed = false;
  for (let count = 1; ; count++) {
    const location = locationOf(response);
    if (location === null) return count === 1 ? response : asRedirected(response, crossed);
    response.body?.cancel().catch(() => {});
    const next = nextHop(hop, location, response.status);
    if (count > MAX_HOPS) throw redirectError('redirect count exceeded');
    crossed ||= next.url.origin !== from.url.origin;
    if (reachOf(next.url) !== 'identity') next.init.headers.delete('baggage');
    const { request, url, init } = next;
    response = await send(request ?? url.href, Object.assign(init, { redirect: 'manual' }));
    hop = next;
  }
}

/** null for what is no redirect; a mock may answer anything. */
const locationOf = (response: Partial<Response> | undefined): string | null =>
  /^30[12378]$/.test(String(response?.status)) ? (response?.headers?.get('location') ?? null) : null;

function nextHop({ url: from, request, init = {} }: Hop, location: string, status: number): NextHop {
  const url = URL.parse(location, from);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw redirectError('the redirect has no usable location');
  if (status !== 303 && !isRepeatable(init.body)) throw redirectError('a streamed body cannot be sent again');
  if (url.hash === '') url.hash = from.hash;
  const headers = new Headers(init.headers);
  if (url.origin !== from.origin) for (const name of ORIGIN_HEADERS) headers.delete(name);
  // What `init` has inherited is its, too.
  const heir = Object.create(Object.getPrototypeOf(init)) as RequestInit;
  const next = Object.assign(heir, init, { headers });
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase();
  if (status === 303 ? method !== 'GET' && method !== 'HEAD' : status < 303 && method === 'POST') {
    next.method = 'GET';
    delete next.body;
    if (next.body) next.body = null;
    for (const name of BODY_HEADERS) headers.delete(name);
  }
  return { url, request: request && new Request(url, request), init: next };
}

/** In the words of the platform. */
const redirectError = (why: string): TypeError => new TypeError('fetch failed', { cause: new Error(why) });

const isRepeatable = (body: unknown): boolean =>
  body === undefined ||
  body === null ||
  typeof body === 'string' ||
  [URLSearchParams, FormData, Blob, ArrayBuffer].some((type) => body instanceof type) ||
  ArrayBuffer.isView(body);

/** The platform says so of its own redirects; ours ended in a request that was not redirected. */
function asRedirected(response: Response, crossed: boolean): Response {
  const { clone, type } = response;
  return Object.defineProperties(response, {
    redirected: { value: true },
    type: { value: crossed && type === 'basic' ? 'cors' : type },
    clone: { value: () => asRedirected(clone.call(response), crossed) },
  });
}
