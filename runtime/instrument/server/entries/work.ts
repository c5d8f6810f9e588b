/**
 * What a program is asked for that is no request: a message of a socket, a call between the parts of an application,
 * an alarm, a task. Where a request is running it is a part of that; else it is a root of its own, where something in
 * it is traced.
 */
import { activeSpan } from '../../../core/active-span.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { settings } from '../../../core/settings.ts';
import { startRoot } from '../../../core/tracer.ts';
import { CONSUMER, SERVER, type Span } from '../../../trace/span.ts';
import { asListener } from '../../boundary/entry.ts';
import { rootWhereTraced, tickWork } from '../../boundary/tick.ts';
import { openScope, type Scope } from '../../call/body-scope.ts';
import type { Callable } from '../../call/helper.ts';
import type { Operation } from '../../call/operation.ts';
import { run } from '../../call/run-work.ts';
import { type SiteText, siteOf } from '../../call/site.ts';
import { thenAlso } from '../../messaging/consume.ts';
import { setCode } from '../../semconv/code.ts';
import { beginRequest, nestedOperation } from '../handler.ts';
import { requestAround } from '../server-span.ts';
import { holdOpen } from '../wait-until.ts';

/** What is no function is returned as it is. */
export function work<T>(site: SiteText, fn: T): T {
  if (typeof fn !== 'function') return fn;
  const original = fn as unknown as Callable;
  const { worked } = {
    worked(this: unknown, ...args: unknown[]) {
      return run(original, this, args, operationOf(site, args));
    },
  };
  return asListener(worked, original) as T;
}

/** Enters a method of a class, which has in `this.ctx` what a platform hands to a function. */
export const enterWork = (
  site: SiteText,
  kind: number,
  args: ArrayLike<unknown>,
  self?: { readonly ctx?: unknown },
): Scope => openScope(operationOf(site, [args[0], args[1], tryOrReport(() => self?.ctx)]), kind);

/** Enters the body of a scheduled method; a request that calls it has it in its own trace. */
export const enterTick = (site: SiteText, kind: number): Scope =>
  openScope(requestAround() === undefined ? tickWork(site) : undefined, kind);

function operationOf(site: SiteText, args: readonly unknown[]): Operation {
  const asked = beginRequest(site, args);
  if (asked !== undefined) return asked;
  const serverSpan = siteOf(site).facts['own'] === undefined ? requestAround() : undefined;
  if (serverSpan !== undefined) return nestedOperation(serverSpan);
  // A message that its transport has opened: what handles it is inside.
  const active = activeSpan();
  if (active?.kind === CONSUMER && active.end === 0) return { span: active, settle() {}, fail() {} };
  const operation = beginWork(site);
  return settings().recording ? thenAlso(operation, holdOpen(args)) : operation;
}

/** A root by the name that its site has for it. */
export const beginWork = (site: SiteText, name?: string): Operation =>
  rootWhereTraced(() => startWork(site, name));

function startWork(site: SiteText, name?: string): Span {
  const { facts, function: around } = siteOf(site);
  const span = startRoot(name ?? facts['span'] ?? (around || 'work'), SERVER);
  span.set('faas.trigger', facts['trigger']);
  setCode(span, site);
  return span;
}
