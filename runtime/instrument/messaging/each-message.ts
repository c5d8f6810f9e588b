/**
 * A loop over messages: each turn runs in its own message's context, which ends when the loop asks for the next
 * one. A loop's body cannot be called, so the context is set where the loop asks: what follows in the same
 * function, until the next turn, has it.
 */
import { activeSpan } from '../../core/active-span.ts';
import { DeferredSpan } from '../../core/context/deferred-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { state } from '../../core/state.ts';
import { parseCarrier } from '../../propagation/carrier.ts';
import { CONSUMER, type Span } from '../../trace/span.ts';
import type { Callable } from '../call/helper.ts';
import { mimic } from '../call/mimic.ts';
import type { Operation } from '../call/operation.ts';
import { run } from '../call/run-work.ts';
import type { SiteText } from '../call/site.ts';
import type { Delivery, MessagingClient } from './client.ts';
import { beginDelivery } from './deliver.ts';

/** The iterable, or a callback over its elements, as they stand in the loop's place. */
export function eachMessage(client: MessagingClient, site: SiteText, value: unknown): unknown {
  // workerd runs functions in a context and cannot enter one.
  if (!state.context.async) return value;
  const begin = beginsEach(client, site);
  const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = Object(value) as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  >;
  if (typeof later === 'function')
    return { [Symbol.asyncIterator]: () => asyncTurns(later.call(value), begin) };
  return typeof now === 'function' ? { [Symbol.iterator]: () => turns(now.call(value), begin) } : value;
}

/** A callback over the elements: `messages.map(fn)`. */
export function inTurns(client: MessagingClient, site: SiteText, fn: Callable): Callable {
  const begin = beginsEach(client, site);
  const { turn } = {
    turn(this: unknown, ...args: unknown[]) {
      return run(fn, this, args, begin(args[0]));
    },
  };
  return mimic<Callable>(turn, fn);
}

const beginsEach =
  (client: MessagingClient, site: SiteText): Begin =>
  (message) =>
    tryOrReport(() => {
      const delivery = deliveryOf(client, message);
      return delivery && beginDelivery(client.system, site, delivery);
    });

/**
 * One message of a loop, or of a `map`. Inside a consumer of a batch it is of that one's destination; a batch of one
 * has its message's context already, and a message without a sender the batch's.
 */
function deliveryOf(client: MessagingClient, message: unknown): Delivery | undefined {
  const delivery = client.each?.(message);
  const batch = activeSpan();
  if (delivery === undefined || batch?.kind !== CONSUMER || batch.end !== 0) return delivery;
  const facts = new Map(pairsOf(batch.attributes));
  if (facts.get('messaging.system') !== client.system) return delivery;
  const isAlone = facts.get('messaging.batch.message_count') === 1;
  if (isAlone || !delivery.carriers.some(parseCarrier)) return undefined;
  return {
    ...delivery,
    destination: delivery.destination || String(facts.get('messaging.destination.name')),
  };
}

const pairsOf = (list: readonly unknown[]): [unknown, unknown][] =>
  list.flatMap((key, at) => (at % 2 === 0 ? [[key, list[at + 1]] as [unknown, unknown]] : []));

type Begin = (message: unknown) => Operation | undefined;

class Turn {
  readonly #outer: Span | undefined = state.context.get();
  #work: Operation | undefined;

  open(work: Operation | undefined): void {
    this.#work = work;
  }

  /** What the loop did with its message is done. */
  close(): void {
    this.#work?.settle(undefined);
    this.#work = undefined;
  }

  get span(): Span | undefined {
    return this.#work?.span ?? this.#outer;
  }

  leave(): void {
    this.close();
    state.context.enter(this.#outer);
  }
}

function turns(iterator: Iterator<unknown>, begin: Begin): Iterator<unknown> {
  const turn = new Turn();
  return {
    next(...args: []) {
      turn.leave();
      const result = iterator.next(...args);
      if (result.done) return result;
      turn.open(begin(result.value));
      state.context.enter(turn.span);
      return result;
    },
    ...endings(iterator, turn),
  };
}

/** Here the message comes later: the context is a place that it is put into. */
function asyncTurns(iterator: AsyncIterator<unknown>, begin: Begin): AsyncIterator<unknown> {
  const turn = new Turn();
  return {
    next(...args: []) {
      turn.leave();
      let span = turn.span;
      const outer = span;
      state.context.enter(new DeferredSpan(() => span));
      const coming = iterator.next(...args);
      return Promise.resolve(coming).then((result) => {
        if (result.done) return result;
        const work = begin(result.value);
        turn.open(work);
        span = work?.span ?? outer;
        return result;
      });
    },
    ...endings(iterator, turn),
  };
}

/** Only where the iterator has it, `break` calls `return`. */
function endings<I extends { return?: unknown }>(iterator: I, turn: Turn): object {
  return {
    return(...args: unknown[]) {
      turn.leave();
      const end = iterator.return;
      return typeof end === 'function' ? Reflect.apply(end, iterator, args) : { done: true, value: args[0] };
    },
  };
}
