/** The two ways in which most clients are given a consumer. */
import { isFunction } from '../boundary/keep.ts';
import type { Callable } from '../call/helper.ts';
import type { AsConsumer, Delivery, Registers } from './client.ts';
import { withArgument } from './fields.ts';

type ReadFor = (args: readonly unknown[], self: unknown) => Delivery | undefined;

/** `x.on(event, fn)`; listeners of other events stay what they are. */
export function listenersFor(event: string, read: ReadFor): Readonly<Record<string, Registers>> {
  const listens: Registers = ({ self, args }, consumer) =>
    args[0] === event && isFunction(args[1])
      ? withArgument(
          args,
          1,
          consumer(args[1], (given) => read(given, self)),
        )
      : args;
  return { on: listens, once: listens, addListener: listens };
}

/** The last function among the arguments: `queue.process('name', 5, fn)`. */
export function lastConsumes(
  args: readonly unknown[],
  consumer: AsConsumer,
  read: ReadFor,
): readonly unknown[] {
  const at = args.findLastIndex(isFunction);
  return at === -1
    ? args
    : withArgument(
        args,
        at,
        consumer(args[at] as Callable, (given) => read(given, undefined)),
      );
}
