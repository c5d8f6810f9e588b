/**
 * The route of an Express request: `req.route.path` after the patterns of the routers it came through.
 * `req.baseUrl` has those with their parameters filled in, which would make a route of every user id, so
 * the patterns are found in the routers themselves. Works with Express 4 and 5 (`router` 1 and 2).
 */
import { decode } from '../../../platform/decode.ts';
import { textOr } from '../request-match.ts';

interface Router {
  readonly stack: readonly Layer[];
}

interface Layer {
  readonly route?: unknown;
  readonly handle: Partial<Router>;
  /** `router` >= 2.3: what was given to `use`. */
  readonly rawPath?: unknown;
  /** `router` 2. */
  readonly matchers?: readonly ((path: string) => false | Match)[];
  /** Express 4. */
  readonly regexp?: RegExp & { readonly fast_slash?: boolean };
  readonly keys?: readonly { readonly name: string | number }[];
}

interface Match {
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface App {
  readonly _router?: Router;
  readonly router?: Router;
  /** Of a mounted app: the pattern it was mounted at, after those of the apps around it. */
  path?(): string;
}

interface ExpressRequest {
  readonly app?: App;
  readonly baseUrl?: string;
  readonly route?: { readonly path?: unknown };
}

export function expressRoute(request: object): string | undefined {
  const { route, baseUrl = '', app } = request as ExpressRequest;
  const path = route?.path instanceof RegExp ? String(route.path) : textOr(route?.path);
  if (path === undefined || baseUrl === '') return path;
  const prefix = app && prefixOf(app, baseUrl, route);
  return prefix === undefined ? path : joinPaths(prefix, path);
}

const joinPaths = (prefix: string, path: string): string =>
  path === '/' && prefix !== '' ? prefix : `${prefix}${path}`;

function prefixOf(app: App, baseUrl: string, route: unknown): string | undefined {
  const mounted = textOr(app.path?.()) ?? '';
  const rest = baseUrl.split('/').slice(mounted.split('/').length);
  const stack = (app._router ?? app.router)?.stack;
  const inner = stack && findRoute(stack, rest.map((part) => `/${part}`).join(''), route);
  return inner === undefined ? undefined : mounted + inner;
}

/** Follows `rest` of the base URL down to the router that has `route`. */
function findRoute(stack: readonly Layer[], rest: string, route: unknown): string | undefined {
  if (rest === '' && stack.some((layer) => layer.route === route)) return '';
  for (const layer of stack) {
    const inner = layer.handle.stack;
    const hit = inner && layer.route === undefined ? matchOf(layer, rest || '/') : undefined;
    if (inner === undefined || hit === undefined) continue;
    const [length, pattern] = hit;
    const after = findRoute(inner, rest.slice(length), route);
    if (after !== undefined) return pattern + after;
  }
  return undefined;
}

/** How much of `path` the layer takes, and the pattern that took it. */
function matchOf(layer: Layer, path: string): [length: number, pattern: string] | undefined {
  if (layer.regexp !== undefined)
    return layer.regexp.fast_slash ? [0, ''] : byRegexp(layer.regexp, layer, path);
  for (const [at, matches] of (layer.matchers ?? []).entries()) {
    const match = matches(path);
    const raw = Array.isArray(layer.rawPath) ? layer.rawPath[at] : layer.rawPath;
    if (match) return routePiece(match.path, textOr(raw) ?? namedRoute(match.path, match.params));
  }
  return undefined;
}

function byRegexp(regexp: RegExp, { keys = [] }: Layer, path: string): [number, string] | undefined {
  const match = regexp.exec(path);
  if (match === null) return undefined;
  const params = Object.fromEntries(keys.map(({ name }, at) => [name, match[at + 1]]));
  return routePiece(match[0], namedRoute(match[0], params));
}

const routePiece = (taken: string, pattern: string): [number, string] => {
  const [path, route] = [taken, pattern].map((text) => text.replace(/\/$/, '')) as [string, string];
  return [path.length, route];
};

/** The path with the values of its parameters replaced by their names. */
export function namedRoute(path: string, params: Match['params']): string {
  const names = new Map(Object.entries(params).map(([name, value]) => [String(value), `:${name}`]));
  return path
    .split('/')
    .map((part) => names.get(decode(part)) ?? part)
    .join('/');
}
