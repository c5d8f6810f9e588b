import { isNodeRequest, isNodeResponse, type RequestMatcher, textOr } from '../request-match.ts';

interface FastifyRequest {
  readonly raw?: unknown;
  readonly routeOptions?: { readonly url?: unknown };
}

/** Fastify's `(request, reply)`. */
export const fastify: RequestMatcher = (first, second) => {
  const { raw, routeOptions } = first as FastifyRequest;
  const response = (second as { raw?: unknown } | null | undefined)?.raw;
  if (!isNodeRequest(raw) || !isNodeResponse(response)) return undefined;
  return { request: raw, response, route: () => textOr(routeOptions?.url) };
};
