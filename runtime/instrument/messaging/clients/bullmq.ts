/**
 * BullMQ: a job's carrier is the JSON text `opts.telemetry.metadata`, which `bullmq-otel` and BullMQ's other
 * languages read and write too. A queue or worker with a `telemetry` of the program's own is left to it, and jobs
 * that repeat belong to nobody who scheduled them.
 */
import { tryOrReport } from '../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import { openScope, type Scope } from '../../call/body-scope.ts';
import type { Callable, Helper } from '../../call/helper.ts';
import { mimic } from '../../call/mimic.ts';
import type { SiteText } from '../../call/site.ts';
import type { CarrierFields, Delivery, MessageCall, Outgoing } from '../client.ts';
import { beginDelivery } from '../deliver.ts';
import { fieldsText, scheduleOf, withArgument } from '../fields.ts';
import { messaging } from '../messaging.ts';

const SYSTEM = 'bullmq';

export const bullmq: Helper = /* @__PURE__ */ messaging({
  system: SYSTEM,
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
    processor: (value, consumer) => (isFunction(value) ? whereJobs(value, consumer(value, readJob)) : value),
  },
});

/** A file that only looks like a sandboxed processor may be called by anybody. */
const whereJobs = (fn: Callable, consumer: Callable): Callable =>
  mimic<Callable>(
    {
      processor(this: unknown, ...args: unknown[]) {
        return Reflect.apply(readJob(args) === undefined ? fn : consumer, this, args);
      },
    }.processor,
    fn,
  );

/** Enters the body of a sandboxed processor: `export default async function (job) { … }`. */
export const enterJob = (site: SiteText, kind: number, args: ArrayLike<unknown>): Scope => {
  const job = tryOrReport(() => readJob([args[0]]));
  return openScope(job && tryOrReport(() => beginDelivery(SYSTEM, site, job)), kind);
};

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
  // A sandbox is given options as they are stored.
  const { telemetry, tm, omc } = fieldsOf(opts);
  const { omitContext = omc, metadata = tm } = fieldsOf(telemetry);
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
