/**
 * A loop over messages: each turn runs in its own message's context, which ends when the loop asks for the next
 * one. A loop's body cannot be called, so the context is set where the loop asks: what follows in the same
 * function, until the next turn, has it.
 */
import { DeferredSpan } from '../../core/context/deferred-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { state } from '../../core/state.ts';
import type { Span } from '../../trace/span.ts';
import type { Operation } from '../call/operation.ts';
import type { SiteText } from '../call/site.ts';
import type { MessagingClient } from './client.ts';
import { beginDelivery } from './deliver.ts';

/** The iterable, or a callback over its elements, as they stand in the loop's place. */
export function eachMessage(client: MessagingClient, site: SiteText, value: unknown): unknown {
  // workerd runs functions in a context and cannot enter one.
  if (!state.context.async) return value;
  const begin = (message: unknown): Operation | undefined =>
    tryOrReport(() => {
      const delivery = client.each?.(message);
      return delivery && beginDelivery(client.system, site, delivery);
    });
  const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = Object(value) as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  >;
  if (typeof later === 'function')
    return { [Symbol.asyncIterator]: () => asyncTurns(later.call(value), begin) };
  return typeof now === 'function' ? { [Symbol.iterator]: () => turns(now.call(value), begin) } : value;
}

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
