/**
 * Threads and child processes. Who starts one says whose it is, once: to a thread by Node's environment data, to a
 * process, and to a worker of a cluster, by its environment (`TRACEPARENT`, `BAGGAGE`; `core/process-carrier.ts` reads both). Messages between
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
import type { Delivery, MessageCall, Outgoing } from '../client.ts';
import { withArgument } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { payloadSend, takeMember } from '../payload.ts';
import { listenersFor } from '../registers.ts';

const payload = (call: MessageCall): Outgoing | undefined =>
  settings().payloadCarriers
    ? payloadSend(call, 0, { client: 'threads', destination: 'thread', host: 'localhost' })
    : undefined;

/** `cluster.fork(env)` takes nothing but its environment. */
const startChild = ({ self, args }: MessageCall): readonly unknown[] =>
  fieldsOf(self).isPrimary === undefined
    ? withEnvironment(args)
    : [fieldsOf(withEnvironment(['', { env: fieldsOf(args[0]) }])[1]).env];

export const threads: Helper = /* @__PURE__ */ messaging({
  system: 'node',
  sends: { postMessage: payload, send: payload, run: payload },
  registers: listenersFor('message', readPosted),
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

function readPosted([message]: readonly unknown[]): Delivery | undefined {
  const carrier = takeMember(message);
  return carrier === undefined ? undefined : { destination: 'thread', carriers: [carrier], message };
}

interface WorkerThreads {
  setEnvironmentData(key: string, value: unknown): void;
}

/** What is set is handed to every thread that starts, so it is taken back in the same turn. */
export function tellNextThread(): void {
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
