/**
 * `Bun.serve($ot.served(site, { fetch, routes, websocket }))`, `Deno.serve($ot.served(site, handler))`, the `default`
 * export of an application: the object stays the one that was written, and what it is asked by is wrapped.
 */
import { tryOrReport } from '../../../core/diagnostics.ts';
import { type Fields, fieldsOf } from '../../../platform/unknown.ts';
import { type Callable, type Helper, helper } from '../../call/helper.ts';
import type { SiteText } from '../../call/site.ts';
import { answering } from './answer.ts';
import { failure } from './failure.ts';
import { work } from './work.ts';

export function served<T>(site: SiteText, value: T): T {
  if (typeof value === 'function') return answering(site, value);
  tryOrReport(() => wrapServed(site, value));
  return value;
}

/** `app.listen(port)` of a framework that calls `Bun.serve` in it: what it gives to that is served. */
export const listening: Helper = /* @__PURE__ */ helper((site, method, self, args) => {
  const { Bun } = globalThis as { Bun?: { serve: Callable } };
  if (typeof Bun?.serve !== 'function') return method.apply(self, args);
  const { serve } = Bun;
  Bun.serve = (options) => {
    const server = serve.call(Bun, served(site, options)) as { reload: Callable };
    const { reload } = server;
    // Elysia serves again when its plugins have loaded.
    if (typeof reload === 'function') server.reload = (again) => reload.call(server, served(site, again));
    return server;
  };
  try {
    return method.apply(self, args);
  } finally {
    Bun.serve = serve;
  }
});

function wrapServed(site: SiteText, options: unknown): void {
  for (const key of ['fetch', 'handler']) replace(options, key, (fn) => answering(site, fn));
  replace(options, 'error', (fn) => failure(site, fn));
  const { routes, websocket } = fieldsOf(options);
  for (const route of Object.keys(fieldsOf(routes))) wrapRoute(site, routes as Fields, route);
  for (const event of ['open', 'message', 'close'])
    replace(websocket, event, (fn) => work(withFacts(site, `span=websocket%20${event}&own=1`), fn));
}

const withFacts = (site: SiteText, facts: string): SiteText =>
  `${site}${site.includes('?') ? '&' : '?'}${facts}`;

/** A function, or one for each method. */
function wrapRoute(site: SiteText, routes: Fields, route: string): void {
  // Bun's own wildcards are no routes: `/*`, `/api/*`.
  const at = route.endsWith('*') ? site : withFacts(site, `http.route=${encodeURIComponent(route)}`);
  replace(routes, route, (fn) => answering(at, fn));
  for (const method of Object.keys(fieldsOf(routes[route]))) {
    replace(routes[route], method, (fn) => answering(at, fn));
  }
}

/** Only what is a plain value of the object itself. */
function replace(object: unknown, key: string, like: <F>(fn: F) => F): void {
  const property = Object.getOwnPropertyDescriptor(Object(object), key);
  if (typeof property?.value !== 'function' || !property.writable) return;
  (object as Record<string, unknown>)[key] = like(property.value as unknown);
}
