/**
 * BullMQ: a job's carrier is the JSON text `opts.telemetry.metadata`, which `bullmq-otel` and BullMQ's other
 * languages read and write too. A queue or worker with a `telemetry` of the program's own is left to it, and jobs
 * that repeat belong to nobody who scheduled them.
 */
import { type Fields, fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { CarrierFields, Delivery, MessageCall, Outgoing } from '../client.ts';
import { fieldsText, scheduleOf, withArgument } from '../fields.ts';
import { messaging } from '../messaging.ts';

export const bullmq: Helper = /* @__PURE__ */ messaging({
  system: 'bullmq',
  isClient: (self) =>
    typeof fieldsOf(fieldsOf(self).opts).connection === 'object' && typeof fieldsOf(self).name === 'string',
  sends: {
    add: (call) => (typeof call.args[0] === 'object' ? flows(call, [call.args[0]]) : add(call)),
    addBulk: (call) =>
      typeof fieldsOf(listOf(call.args[0])[0]).queueName === 'string'
        ? flows(call, listOf(call.args[0]))
        : addBulk(call),
  },
  values: {
    /** `new Worker(name, fn)`; what is no function is the file of a sandboxed processor. */
    Worker: (value, consumer) => (typeof value === 'function' ? consumer(value as never, readJob) : value),
    processor: (value, consumer) => (typeof value === 'function' ? consumer(value as never, readJob) : value),
  },
});

const telemetryOf = (self: unknown): unknown => fieldsOf(fieldsOf(self).opts).telemetry;

function redisHost(self: unknown): string | undefined {
  const connection = fieldsOf(fieldsOf(fieldsOf(self).opts).connection);
  const { host } = { ...connection, ...fieldsOf(connection.options) };
  return textOf(host) || undefined;
}

function add({ self, args }: MessageCall): Outgoing | undefined {
  if (telemetryOf(self) !== undefined) return undefined;
  return {
    destination: textOf(fieldsOf(self).name),
    host: redisHost(self),
    carry: (fields) => withArgument(args, 2, withMetadata(args[2], fields)),
  };
}

function addBulk({ self, args }: MessageCall): Outgoing | undefined {
  const jobs = listOf(args[0]);
  if (telemetryOf(self) !== undefined || jobs.length === 0) return undefined;
  return {
    destination: textOf(fieldsOf(self).name),
    host: redisHost(self),
    count: jobs.length,
    carry: (fields) => [
      jobs.map((job) => ({ ...fieldsOf(job), opts: withMetadata(fieldsOf(job).opts, fields) })),
    ],
  };
}

/** A tree of jobs, whose children are processed before it. */
function flows({ self, args }: MessageCall, trees: readonly unknown[]): Outgoing | undefined {
  if (telemetryOf(self) !== undefined || trees.length === 0) return undefined;
  const carried = (fields: CarrierFields): unknown[] => trees.map((tree) => withTree(tree, fields));
  return {
    destination: textOf(fieldsOf(trees[0]).queueName),
    host: redisHost(self),
    count: trees.length > 1 ? trees.length : undefined,
    carry: (fields) => withArgument(args, 0, Array.isArray(args[0]) ? carried(fields) : carried(fields)[0]),
  };
}

function withTree(tree: unknown, fields: CarrierFields): Fields {
  const { opts, children, ...rest } = fieldsOf(tree);
  const below = Array.isArray(children) ? { children: children.map((it) => withTree(it, fields)) } : {};
  return { ...rest, ...below, opts: withMetadata(opts, fields) };
}

function withMetadata(opts: unknown, fields: CarrierFields): unknown {
  const { repeat, telemetry } = fieldsOf(opts);
  const { metadata, omitContext } = fieldsOf(telemetry);
  if (repeat !== undefined || metadata !== undefined || omitContext === true) return opts;
  return { ...fieldsOf(opts), telemetry: { ...fieldsOf(telemetry), metadata: fieldsText(fields) } };
}

function readJob([job]: readonly unknown[]): Delivery | undefined {
  const { queueName, id, opts, queue, attemptsMade } = fieldsOf(job);
  if (typeof queueName !== 'string' || telemetryOf(queue) !== undefined) return undefined;
  const repeat = fieldsOf(fieldsOf(opts).repeat);
  const { omitContext, metadata } = fieldsOf(fieldsOf(opts).telemetry);
  return {
    destination: queueName,
    carriers: [omitContext === true ? undefined : metadata],
    message: job,
    schedule: scheduleOf(repeat.pattern, repeat.every),
    attributes: {
      'messaging.message.id': textOf(id) || undefined,
      'messaging.bullmq.job.attempts_made': attemptsMade as number,
    },
  };
}
