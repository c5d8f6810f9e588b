import { isNodeRequest, isNodeResponse, type RequestMatcher, textOr } from '../request-match.ts';
import { expressRoute } from './express.ts';

/** `(req, res)` of node:http, node:http2, Express, Polka, Restify and whatever else extends these two. */
export const node: RequestMatcher = (request, response) =>
  isNodeRequest(request) && isNodeResponse(response)
    ? { request, response, route: () => expressRoute(request) ?? nextRoute(request) }
    : undefined;

const NEXT_META = Symbol.for('NextInternalRequestMeta');

interface NextRequest {
  readonly [NEXT_META]?: { readonly match?: { readonly definition?: { readonly pathname?: unknown } } };
}

/** What Next's server has matched, and keeps at the request: pages, routes, API; not its own `/_not-found`. */
function nextRoute(request: object): string | undefined {
  const path = textOr((request as NextRequest)[NEXT_META]?.match?.definition?.pathname);
  return path?.startsWith('/_') ? undefined : path;
}
