/** Whom a queue's messages may name: ids always, session and user by a policy of their own. */
import { warnOnce } from '../core/diagnostics.ts';
import { settings } from '../core/settings.ts';
import type { Span } from '../trace/span.ts';
import { carrierOf } from './carrier.ts';
import { internalHosts, matchesRules } from './policy.ts';

export interface QueueTarget {
  readonly destination: string;
  /** The broker's host, where it is known. */
  readonly host?: string | undefined;
}

/** The fields that a message to `target` gets inside `span`. */
export function messageFields(span: Span, target: QueueTarget): [name: string, value: string][] {
  const { traceparent, tracestate, baggage } = carrierOf(span);
  const fields: [string, string][] = [['traceparent', traceparent]];
  if (tracestate !== '') fields.push(['tracestate', tracestate]);
  if (baggage === '') return fields;
  if (mayCarry(target)) fields.push(['baggage', baggage]);
  else
    warnOnce(
      `baggage (session, user, attributes) is withheld from the queue ${target.destination}; init({ propagateTo: [internalHosts, 'queue:${target.destination}'] }) would send it, 'queue:*' to all queues`,
    );
  return fields;
}

/** By rules for queues (`queue:jobs`, `queue:*`) and for the broker's host, which by default has to be an internal one. */
function mayCarry({ destination, host }: QueueTarget): boolean {
  const { propagateTo } = settings();
  const broker = host === undefined ? undefined : URL.parse(`http://${host}/`);
  if (propagateTo === undefined)
    return host === undefined || (broker !== null && internalHosts(broker as URL));
  const queue = URL.parse(`queue:${encodeURIComponent(destination)}`);
  return (
    (queue !== null && matchesRules(propagateTo, queue)) ||
    (broker != null && matchesRules(propagateTo, broker))
  );
}
