/** Bee-Queue: a job's carrier is among its `options`, which are stored beside its data. */
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { CarrierFields, Delivery, MessageCall, Outgoing } from '../client.ts';
import { messaging } from '../messaging.ts';
import { lastConsumes } from '../registers.ts';
import { sendMessages, sendsCarrier } from '../send.ts';

const redisHost = (queue: unknown): string | undefined =>
  textOf(fieldsOf(fieldsOf(fieldsOf(queue).settings).redis).host) || undefined;

function putInto(job: unknown, fields: CarrierFields): void {
  const options = fieldsOf(job).options as Record<string, unknown> | undefined;
  if (options === undefined || options.traceparent !== undefined) return;
  Object.assign(options, Object.fromEntries(fields));
}

const saving = (queue: unknown, jobs: readonly unknown[], args: readonly unknown[]): Outgoing => ({
  destination: textOf(fieldsOf(queue).name),
  host: redisHost(queue),
  count: jobs.length > 1 ? jobs.length : undefined,
  carry(fields) {
    for (const job of jobs) putInto(job, fields);
    return args;
  },
});

export const beeQueue: Helper = /* @__PURE__ */ messaging({
  system: 'bee-queue',
  isClient: (self) => isFunction(fieldsOf(self).createJob),
  sends: { saveAll: ({ self, args }) => saving(self, listOf(args[0]), args) },
  registers: {
    process: ({ self, args }, consumer) =>
      lastConsumes(args, consumer, ([job]) => readBee(job, textOf(fieldsOf(self).name))),
  },
  /** A job is sent when it is saved, which is in the same chain most of the time. */
  results: { createJob: (job, call, site) => sendWhenSaved(job as Record<string, unknown>, call, site) },
});

function sendWhenSaved(job: Record<string, unknown>, { self: queue }: MessageCall, site: string): void {
  const { save } = job;
  if (!isFunction(save)) return;
  const value = function (this: unknown, ...args: unknown[]): unknown {
    if (!sendsCarrier()) return Reflect.apply(save, this, args);
    return sendMessages(
      { system: 'bee-queue', site, method: save, self: this, args },
      saving(queue, [this], args),
    );
  };
  Object.defineProperty(job, 'save', { value, configurable: true, writable: true });
}

function readBee(job: unknown, destination: string): Delivery {
  const { options, id } = fieldsOf(job);
  return {
    destination,
    carriers: [options],
    message: job,
    done: 1,
    attributes: { 'messaging.message.id': textOf(id) || undefined },
  };
}
