/** One call of a function by its platform that is no request: messages, timers, events. */
import { activeSpan } from '../../core/active-span.ts';
import { linkTo, startRoot, startSpan } from '../../core/tracer.ts';
import { parseCarrier } from '../../propagation/carrier.ts';
import type { Attributes } from '../../trace/attribute.ts';
import { CONSUMER, type SpanKind } from '../../trace/span.ts';
import type { Trace } from '../../trace/trace.ts';
import { type Operation, spanOperation } from '../call/operation.ts';
import { distinctSpans, sharedTrace } from './senders.ts';

/** What may bring carriers: all of one trace are continued, of several each sender is linked. */
export function startInvocation(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  sources: readonly unknown[],
): Operation {
  const remotes = sources.map(parseCarrier).filter((it) => it !== undefined);
  const one = activeSpan() === undefined ? sharedTrace(remotes) : undefined;
  const span = one === undefined ? startSpan(name, kind) : startRoot(name, kind, one);
  for (const remote of distinctSpans(remotes)) {
    if (remote.parentId !== one?.parentId) span.addLink(linkTo(remote, remote.parentId));
  }
  span.setAll(attributes);
  return spanOperation(span);
}

/** A batch of messages of one queue or topic (the conventions' messaging spans). */
export const startConsumption = (
  system: string,
  queue: string,
  messages: readonly unknown[],
  more: Attributes = {},
): Operation =>
  startInvocation(
    `process ${queue}`,
    CONSUMER,
    {
      ...more,
      'messaging.system': system,
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': queue,
      'messaging.batch.message_count': messages.length,
    },
    messages,
  );

/** `work`, and what is done when it is over. */
export const thenAlso = (operation: Operation, after: ((trace: Trace) => unknown) | undefined): Operation =>
  after === undefined
    ? operation
    : {
        span: operation.span,
        settle(result) {
          operation.settle(result);
          after(operation.span.trace);
        },
        fail(error) {
          operation.fail(error);
          after(operation.span.trace);
        },
      };
