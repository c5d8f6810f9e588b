/** What Workers are asked to do: each entry of their default export, or class, is a handler of its own kind. */
import { tryOrReport } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { SERVER } from '../../trace/span.ts';
import { openScope, type Scope } from '../call/body-scope.ts';
import type { Callable } from '../call/helper.ts';
import type { Operation } from '../call/operation.ts';
import { around } from '../call/run-work.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { startConsumption, startInvocation, thenAlso } from '../messaging/consume.ts';
import { takeMember } from '../messaging/payload.ts';
import { answering } from './entries/answer.ts';
import { beginRequest } from './handler.ts';
import { holdOpen } from './wait-until.ts';

type Event = Readonly<Record<string, unknown>>;

/** The events that are no requests, by the entry that is given them. */
const EVENTS: Readonly<Record<string, (event: Event) => Operation>> = {
  queue({ queue, messages }) {
    const list = Array.isArray(messages) ? (messages as { readonly body?: unknown }[]) : [];
    return startConsumption(
      'cloudflare_queues',
      String(queue),
      list.map(({ body }) => takeMember(body) ?? body),
    );
  },
  scheduled: ({ cron }) =>
    startInvocation('scheduled', SERVER, { 'faas.trigger': 'timer', 'faas.cron': cron as string }, []),
};

/**
 * `export default { fetch(request) { … } }`: the object stays the one that was written, and its entries
 * are wrapped. Not entered in place: workerd cannot enter a context, only run a function in one.
 */
export function wrapEntries<T>(site: SiteText, object: T): T {
  const members = object as Record<string, unknown>;
  tryOrReport(() => wrapLazyFetch(site, members));
  for (const name of ['fetch', ...Object.keys(EVENTS)]) {
    const entry: unknown = Object.getOwnPropertyDescriptor(members, name)?.value;
    if (typeof entry !== 'function') continue;
    const begin = EVENTS[name];
    members[name] =
      begin === undefined
        ? answering(site, entry)
        : around(entry as Callable, (args) => tryOrReport(() => workerOperation(args, begin)));
  }
  return object;
}

/** Elysia makes its `fetch` when it is first read, and keeps it as a property of its own. */
function wrapLazyFetch(site: SiteText, application: Record<string, unknown>): void {
  if (Object.hasOwn(application, 'fetch') || !('fetch' in application)) return;
  const proto: unknown = Object.getPrototypeOf(application);
  Object.defineProperty(application, 'fetch', {
    configurable: true,
    get() {
      const value = answering(site, Reflect.get(proto as object, 'fetch', application) as unknown);
      Object.defineProperty(application, 'fetch', { value, configurable: true, writable: true });
      return value;
    },
  });
}

/** Enters a method of a Worker's class, which has in `this.ctx` what a function is handed. */
export function enterEntry(
  site: SiteText,
  kind: number,
  args: ArrayLike<unknown>,
  self: { readonly ctx?: unknown },
): Scope {
  const given = [args[0], args[1], tryOrReport(() => self.ctx)];
  const begin = EVENTS[siteOf(site).function];
  const operation =
    begin === undefined ? beginRequest(site, given) : tryOrReport(() => workerOperation(given, begin));
  return openScope(operation, kind);
}

const workerOperation = (args: readonly unknown[], begin: (event: Event) => Operation): Operation =>
  thenAlso(begin(args[0] as Event), settings().recording ? holdOpen(args) : undefined);
