import { isWebRequest, type RequestMatcher } from '../request-match.ts';

/**
 * A web `Request`, alone (`GET(request, context)`, `fetch(request, env, ctx)`) or in the object that a
 * framework hands to its loaders and endpoints (`{ request, params }`).
 */
export const web: RequestMatcher = (first) => {
  const request = isWebRequest(first) ? first : (first as { request?: unknown }).request;
  return isWebRequest(request) ? { request } : undefined;
};
