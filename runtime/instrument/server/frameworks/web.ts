import { isWebRequest, type RequestMatcher, textOr } from '../request-match.ts';

/**
 * A web `Request`, alone (`GET(request, context)`, `fetch(request, env, ctx)`) or in the object that a
 * framework hands to its loaders and endpoints (`{ request, params }`).
 */
export const web: RequestMatcher = (first) => {
  if (isWebRequest(first)) return { request: first };
  const { request, route } = first as { request?: unknown; route?: unknown };
  // Elysia says its route there.
  return isWebRequest(request) ? { request, route: () => textOr(route) } : undefined;
};
