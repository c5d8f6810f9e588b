import { isNodeRequest, isNodeResponse, type RequestMatcher } from '../request-match.ts';
import { expressRoute } from './express.ts';

/** `(req, res)` of node:http, node:http2, Express, Polka, Restify and whatever else extends these two. */
export const node: RequestMatcher = (request, response) =>
  isNodeRequest(request) && isNodeResponse(response)
    ? { request, response, route: () => expressRoute(request) }
    : undefined;
