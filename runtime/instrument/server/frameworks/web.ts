import { fieldsOf } from '../../../platform/unknown.ts';
import { pathOf } from '../request-attributes.ts';
import { isWebRequest, type RequestMatcher, textOr, type WebRequest } from '../request-match.ts';
import { namedRoute } from './express.ts';

/** What file routers hand to their handlers beside the request, and what they call its route. */
interface Event {
  readonly request?: unknown;
  readonly params?: unknown;
  /** SvelteKit's has an id; Elysia's is the route. */
  readonly route?: unknown;
  readonly isSubRequest?: unknown;
  /** Astro. */
  readonly routePattern?: unknown;
  /** React Router, without a slash before it. */
  readonly pattern?: unknown;
}

/**
 * A web `Request`, alone (`GET(request, context)`, `fetch(request, env, ctx)`), second (Convex), or in the object that
 * a framework hands to its loaders and endpoints (`{ request, params }`).
 */
export const web: RequestMatcher = (first, second) => {
  if (isWebRequest(first)) return { request: first };
  const event = first as Event;
  const { request, params } = event;
  if (!isWebRequest(request)) return isWebRequest(second) ? { request: second } : undefined;
  return {
    request,
    route: () => routeOf(event),
    whole: (pattern) => mounted(pattern, request, params),
    routed: true,
    inner: event.isSubRequest === true,
  };
};

function routeOf({ route, routePattern, pattern }: Event): string | undefined {
  if (typeof pattern === 'string') return pattern.replace(/^\/?/, '/');
  // A folder in parentheses groups routes, and is no part of their path.
  const { id } = (route ?? {}) as { readonly id?: unknown };
  const path = textOr(id)?.replace(/\/\([^/]+\)(?=\/|$)/g, '');
  return textOr(routePattern) ?? textOr(route) ?? (path === '' ? '/' : path);
}

/** Elysia's, whose parts have prefixes: what of the path that was asked for is before the pattern is the prefix. */
function mounted(pattern: string, request: WebRequest, params: unknown): string | undefined {
  if (/[[*]/.test(pattern)) return undefined;
  const parts = pathOf(request).split('/');
  const before = parts.slice(0, parts.length - pattern.split('/').length + 1);
  return namedRoute(before.join('/'), fieldsOf(params)) + pattern;
}
