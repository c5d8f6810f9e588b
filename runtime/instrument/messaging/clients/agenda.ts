/** Agenda keeps only a job's data. Repeated jobs belong to nobody who scheduled them. */
import { fieldsOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { Delivery, MessageCall, Outgoing } from '../client.ts';
import { scheduleOf } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { payloadSend, takeMember } from '../payload.ts';
import { lastConsumes } from '../registers.ts';

const sending =
  (at: number) =>
  (call: MessageCall): Outgoing | undefined =>
    payloadSend(call, at, { client: 'Agenda', destination: [call.args[at - 1]].flat().join() });

export const agenda: Helper = /* @__PURE__ */ messaging({
  system: 'agenda',
  isClient: (self) => isFunction(fieldsOf(self).define) && isFunction(fieldsOf(self).every),
  sends: { now: sending(1), schedule: sending(2), create: sending(1) },
  registers: {
    define: ({ args }, consumer) => lastConsumes(args, consumer, readRun),
  },
});

function readRun([job]: readonly unknown[]): Delivery {
  const { name, data, repeatInterval, failCount } = fieldsOf(fieldsOf(job).attrs);
  return {
    destination: textOf(name),
    carriers: [takeMember(data)],
    message: job,
    done: 1,
    schedule: scheduleOf(String(repeatInterval ?? '')),
    attributes: { 'messaging.agenda.job.fail_count': Number(failCount) || undefined },
  };
}
