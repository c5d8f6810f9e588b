import { isWebRequest, type RequestMatcher, textOr } from '../request-match.ts';

/** What file routers hand to their handlers beside the request, and what they call its route. */
interface Event {
  readonly request?: unknown;
  /** SvelteKit's has an id; Elysia's is the route. */
  readonly route?: unknown;
  readonly isSubRequest?: unknown;
  /** Astro. */
  readonly routePattern?: unknown;
  /** React Router, without a slash before it. */
  readonly pattern?: unknown;
}

/**
 * A web `Request`, alone (`GET(request, context)`, `fetch(request, env, ctx)`) or in the object that a
 * framework hands to its loaders and endpoints (`{ request, params }`).
 */
export const web: RequestMatcher = (first) => {
  if (isWebRequest(first)) return { request: first };
  const event = first as Event;
  const { request } = event;
  if (!isWebRequest(request)) return undefined;
  return { request, route: () => routeOf(event), routed: true, inner: event.isSubRequest === true };
};

function routeOf({ route, routePattern, pattern }: Event): string | undefined {
  if (typeof pattern === 'string') return pattern.replace(/^\/?/, '/');
  // A folder in parentheses groups routes, and is no part of their path.
  const { id } = (route ?? {}) as { readonly id?: unknown };
  const path = textOr(id)?.replace(/\/\([^/]+\)(?=\/|$)/g, '');
  return textOr(routePattern) ?? textOr(route) ?? (path === '' ? '/' : path);
}
