/** Calls that only build a request, which another method sends: a query builder, what has a `then` of its own. */
import { tryOrReport } from '../../../core/diagnostics.ts';
import type { Callable, Invoke } from '../../call/helper.ts';
import type { SiteText } from '../../call/site.ts';
import { defineHidden } from '../tap-result.ts';

export interface Building {
  readonly site: SiteText;
  readonly self: unknown;
  readonly args: unknown[];
}

/** `runs` names the methods that send it, `limits` one that says how much is wanted. */
function watchBuilder(
  built: unknown,
  { site, self, args }: Building,
  [runs, limits]: readonly [runs: readonly string[], limits?: string | undefined],
  invoke: Invoke,
): void {
  const builder = Object(built) as Record<string, Callable | undefined>;
  const asked = Object.assign([...args], { limit: undefined as unknown });
  const limit = limits === undefined ? undefined : builder[limits];
  if (limits !== undefined && typeof limit === 'function')
    defineHidden(builder, limits, function (this: unknown, ...given: unknown[]) {
      [asked.limit] = given;
      return limit.apply(this, given);
    });
  for (const key of runs) {
    const run = builder[key];
    if (typeof run !== 'function') continue;
    defineHidden(builder, key, function (this: unknown, ...given: unknown[]) {
      const send = (): unknown => run.apply(this, key === 'then' ? [] : given);
      const sent = invoke(site, send, self, asked);
      return key === 'then' ? Reflect.apply(Promise.prototype.then, sent, given) : sent;
    });
  }
}

/** The helper's call of such a method. */
export const lazyInvoke =
  (invoke: Invoke, runs: readonly string[], limits?: string): Invoke =>
  (site, method, self, args) => {
    const built = method.apply(self, args);
    tryOrReport(() => watchBuilder(built, { site, self, args }, [runs, limits], invoke));
    return built;
  };
