/** What Workers are asked to do: each entry of their default export, or class, is a handler of its own kind. */
import { attempt } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { SERVER } from '../../trace/span.ts';
import { openScope, type Scope } from '../call/body-scope.ts';
import type { Callable } from '../call/helper.ts';
import type { Work } from '../call/operation.ts';
import { around } from '../call/run-work.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { consumption, invocation, thenAlso } from '../messaging/consume.ts';
import { beginRequest, handler } from './handler.ts';
import { holdOpen } from './wait-until.ts';

type Event = Readonly<Record<string, unknown>>;

/** The events that are no requests, by the entry that is given them. */
const EVENTS: Readonly<Record<string, (event: Event) => Work>> = {
  queue({ queue, messages }) {
    const list = Array.isArray(messages) ? (messages as { readonly body?: unknown }[]) : [];
    return consumption(
      'cloudflare_queues',
      String(queue),
      list.map(({ body }) => body),
    );
  },
  scheduled: ({ cron }) =>
    invocation('scheduled', SERVER, { 'faas.trigger': 'timer', 'faas.cron': cron as string }, []),
};

/**
 * `export default { fetch(request) { … } }`: the object stays the one that was written, and its entries
 * are wrapped. Not entered in place: workerd cannot enter a context, only run a function in one.
 */
export function entries<T>(site: SiteText, object: T): T {
  const members = object as Record<string, unknown>;
  for (const name of ['fetch', ...Object.keys(EVENTS)]) {
    const entry: unknown = Object.getOwnPropertyDescriptor(members, name)?.value;
    if (typeof entry !== 'function') continue;
    const begin = EVENTS[name];
    members[name] =
      begin === undefined
        ? handler(site, entry)
        : around(entry as Callable, (args) => attempt(() => eventWork(args, begin)));
  }
  return object;
}

/** Enters a method of a Worker's class, which has in `this.ctx` what a function is handed. */
export function enterEntry(
  site: SiteText,
  kind: number,
  args: ArrayLike<unknown>,
  self: { readonly ctx?: unknown },
): Scope {
  const given = [args[0], args[1], attempt(() => self.ctx)];
  const begin = EVENTS[siteOf(site).function];
  const work = begin === undefined ? beginRequest(site, given) : attempt(() => eventWork(given, begin));
  return openScope(work, kind);
}

const eventWork = (args: readonly unknown[], begin: (event: Event) => Work): Work =>
  thenAlso(begin(args[0] as Event), settings().recording ? holdOpen(args) : undefined);
