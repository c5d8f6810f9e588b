import { isNodeRequest, isNodeResponse, type RequestMatcher, textOr } from '../request-match.ts';

interface Context {
  readonly request?: { readonly request?: unknown };
  readonly response?: { readonly response?: unknown };
  readonly route?: { readonly pattern?: unknown };
}

/** AdonisJS' `ctx`, whose request and response have Node's own in them. */
export const adonis: RequestMatcher = (first) => {
  const context = first as Context;
  const request = context.request?.request;
  const response = context.response?.response;
  if (!isNodeRequest(request) || !isNodeResponse(response)) return undefined;
  return { request, response, route: () => textOr(context.route?.pattern) };
};
