import {
  isNodeRequest,
  isNodeResponse,
  isWebRequest,
  type RequestMatcher,
  textOr,
} from '../request-match.ts';

interface Context {
  readonly req?: { readonly raw?: unknown; readonly routePath?: unknown };
  /** `@hono/node-server` keeps Node's own pair here. */
  readonly env?: { readonly incoming?: unknown; readonly outgoing?: unknown };
  readonly finalized?: boolean;
  readonly res?: { readonly status: number };
}

/** Hono's `c`. */
export const hono: RequestMatcher = (first) => {
  const context = first as Context;
  const raw = context.req?.raw;
  if (!isWebRequest(raw)) return undefined;
  const { incoming, outgoing } = context.env ?? {};
  const route = () => patternOf(context);
  if (isNodeRequest(incoming) && isNodeResponse(outgoing))
    return { request: incoming, response: outgoing, route };
  // Before that, reading `res` would make an empty response.
  return { request: raw, route, status: () => (context.finalized ? context.res?.status : undefined) };
};

/** Not a middleware's own, which ends in `*`, where no route matched; where nothing did at all, asking throws. */
function patternOf({ req }: Context): string | undefined {
  try {
    return textOr(req?.routePath)?.replace(/^.*\*$/, '') || undefined;
  } catch {
    return undefined;
  }
}
