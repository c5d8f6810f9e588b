import {
  isNodeRequest,
  isNodeResponse,
  isWebRequest,
  type RequestMatcher,
  textOr,
} from '../request-match.ts';

interface Pair {
  readonly req?: unknown;
  readonly res?: unknown;
}

interface Event {
  readonly node?: Pair;
  /** Version 2: a web request, and under Node the pair that it stands for. */
  readonly req?: { readonly runtime?: { readonly node?: Pair } };
  readonly res?: { readonly status?: number };
  readonly context?: { readonly matchedRoute?: { readonly path?: unknown; readonly route?: unknown } };
}

/** An event of h3, alone or inside Nitro and Nuxt. */
export const h3: RequestMatcher = (first) => {
  const event = first as Event;
  const { req, res } = event.node ?? event.req?.runtime?.node ?? {};
  const route = () => {
    const { matchedRoute } = event.context ?? {};
    return textOr(matchedRoute?.path) ?? textOr(matchedRoute?.route);
  };
  if (isNodeRequest(req) && isNodeResponse(res)) return { request: req, response: res, route, routed: true };
  if (!isWebRequest(event.req)) return undefined;
  return { request: event.req, route, routed: true, status: () => event.res?.status };
};
