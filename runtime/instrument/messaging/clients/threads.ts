/**
 * Threads and child processes. Who starts one says whose it is, once: to a thread by Node's environment data, to a
 * process by its environment (`TRACEPARENT`, `BAGGAGE`; `core/process-carrier.ts` reads both). Messages between
 * them are values of the program's own, which hold a carrier only where `init({ payloadCarriers: true })` allows it.
 *
 *   `new Worker(url)`               `new Worker($ot.threads("site?method=Worker", url))`
 *   `fork(file)`                    `$ot.threads("site?method=fork", fork)(file)`
 *   `worker.postMessage(task)`      `$ot.threads("site?method=postMessage", worker, "postMessage")(task)`
 */
import { environment } from '../../../config/env.ts';
import { activeSpan } from '../../../core/active-span.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { THREAD_CARRIER } from '../../../core/process-carrier.ts';
import { settings } from '../../../core/settings.ts';
import { builtin } from '../../../platform/builtin.ts';
import { fieldsOf } from '../../../platform/unknown.ts';
import { carrierOf } from '../../../propagation/carrier.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { AsConsumer, Delivery, MessageCall, Outgoing } from '../client.ts';
import { withArgument } from '../fields.ts';
import { messaging } from '../messaging.ts';

const payload = (call: MessageCall): Outgoing | undefined => {
  const [message] = call.args;
  if (!settings().payloadCarriers || !isPlainObject(message) || MEMBER in message) return undefined;
  return {
    destination: 'thread',
    host: 'localhost',
    carry: (fields) => withArgument(call.args, 0, { ...message, [MEMBER]: Object.fromEntries(fields) }),
  };
};

const listen = ({ args }: MessageCall, consumer: AsConsumer): readonly unknown[] =>
  args[0] === 'message' && isFunction(args[1]) ? withArgument(args, 1, consumer(args[1], readPosted)) : args;

const startChild = ({ args }: MessageCall): readonly unknown[] => withEnvironment(args);

export const threads: Helper = /* @__PURE__ */ messaging({
  system: 'node',
  sends: { postMessage: payload, send: payload, run: payload },
  registers: { on: listen, once: listen, addListener: listen },
  prepares: { fork: startChild, spawn: startChild, execFile: startChild },
  values: {
    Worker(value) {
      tellNextThread();
      return value;
    },
    fork: (fn) => startingChild(fn),
    spawn: (fn) => startingChild(fn),
    execFile: (fn) => startingChild(fn),
  },
});

const MEMBER = 'traceContext';

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The member is taken out of what a thread was sent, so that its program does not see it; one of its own stays. */
function readPosted([message]: readonly unknown[]): Delivery | undefined {
  if (!isPlainObject(message) || !(MEMBER in message)) return undefined;
  const carrier = message[MEMBER];
  const isOurs = isPlainObject(carrier) && typeof carrier.traceparent === 'string';
  if (isOurs && settings().payloadCarriers) delete message[MEMBER];
  return { destination: 'thread', carriers: [carrier], message };
}

interface WorkerThreads {
  setEnvironmentData(key: string, value: unknown): void;
}

/** What is set is handed to every thread that starts, so it is taken back in the same turn. */
function tellNextThread(): void {
  const span = activeSpan();
  const node = builtin<WorkerThreads>('node:worker_threads');
  if (span === undefined || node === undefined) return;
  node.setEnvironmentData(THREAD_CARRIER, { ...carrierOf(span) });
  queueMicrotask(() => node.setEnvironmentData(THREAD_CARRIER, undefined));
}

const startingChild = (fn: unknown): unknown =>
  isFunction(fn)
    ? function started(this: unknown, ...args: unknown[]) {
        return fn.apply(this, [...(tryOrReport(() => withEnvironment(args)) ?? args)]);
      }
    : fn;

/** `(command[, args][, options][, callback])`. */
function withEnvironment(args: readonly unknown[]): readonly unknown[] {
  const span = activeSpan();
  if (span === undefined) return args;
  const { traceparent, tracestate, baggage } = carrierOf(span);
  const at = args.findIndex(
    (it, index) => index > 0 && typeof it === 'object' && it !== null && !Array.isArray(it),
  );
  const options = fieldsOf(args[at]);
  const env = fieldsOf(options.env ?? environment());
  if (env.TRACEPARENT !== undefined) return args;
  const carrier = {
    TRACEPARENT: traceparent,
    ...(tracestate && { TRACESTATE: tracestate }),
    ...(baggage && { BAGGAGE: baggage }),
  };
  const given = { ...options, env: { ...env, ...carrier } };
  if (at !== -1) return withArgument(args, at, given);
  const callback = args.findIndex((it, index) => index > 0 && isFunction(it));
  return callback === -1 ? [...args, given] : args.toSpliced(callback, 0, given);
}
