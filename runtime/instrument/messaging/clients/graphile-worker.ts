/** Graphile Worker keeps only a job's payload. */
import { fieldsOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { AsConsumer, Delivery, MessageCall, Outgoing } from '../client.ts';
import { messaging } from '../messaging.ts';
import { payloadSend, takeMember } from '../payload.ts';

const sending =
  (at: number) =>
  (call: MessageCall): Outgoing | undefined =>
    payloadSend(call, at, { client: 'Graphile Worker', destination: textOf(call.args[at - 1]) });

/** `run({ taskList })`; tasks in files are theirs. */
function withTasks(options: unknown, consumer: AsConsumer): unknown {
  const { taskList } = fieldsOf(options);
  if (taskList === undefined) return options;
  const tasks = Object.entries(fieldsOf(taskList)).map(([name, task]) => [
    name,
    isFunction(task) ? consumer(task, ([payload, helpers]) => readTask(payload, helpers, name)) : task,
  ]);
  return { ...fieldsOf(options), taskList: Object.fromEntries(tasks) };
}

export const graphileWorker: Helper = /* @__PURE__ */ messaging({
  system: 'graphile-worker',
  sends: { addJob: sending(1), quickAddJob: sending(2) },
  values: {
    run: withTasks,
    runOnce: withTasks,
    /** A task in a file of its own. */
    task: (value, consumer) =>
      isFunction(value)
        ? consumer(value, ([payload, helpers]) =>
            readTask(payload, helpers, textOf(fieldsOf(fieldsOf(helpers).job).task_identifier)),
          )
        : value,
  },
});

function readTask(payload: unknown, helpers: unknown, destination: string): Delivery {
  const { id, attempts } = fieldsOf(fieldsOf(helpers).job);
  return {
    destination,
    carriers: [takeMember(payload)],
    message: payload,
    attributes: {
      'messaging.message.id': id === undefined ? undefined : String(id),
      'messaging.graphile_worker.job.attempts': Number(attempts) || undefined,
    },
  };
}
