import { isNodeRequest, isNodeResponse, type RequestMatcher, textOr } from '../request-match.ts';

interface Context {
  readonly req?: unknown;
  readonly res?: unknown;
  /** Set by `@koa/router`. */
  readonly _matchedRoute?: unknown;
}

/** Koa's `ctx`. */
export const koa: RequestMatcher = (first) => {
  const context = first as Context;
  const { req, res } = context;
  if (!isNodeRequest(req) || !isNodeResponse(res)) return undefined;
  return { request: req, response: res, route: () => textOr(context._matchedRoute) };
};
