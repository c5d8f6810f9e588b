/**
 * Temporal: a carrier is the header `_tracer-data`, which `@temporalio/interceptors-opentelemetry` writes and reads
 * too. A client and a worker are given interceptors, as the library documents them; a workflow runs in a sandbox of
 * its own, which hands the header on to what it starts (`onetrace/temporal`, among the worker's `workflowModules`).
 */
import { tryOrReport } from '../../../core/diagnostics.ts';
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import type { Callable, Helper } from '../../call/helper.ts';
import type { SiteText } from '../../call/site.ts';
import type { AsConsumer, CarrierFields } from '../client.ts';
import { fieldsText } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { sendMessages, sendsCarrier } from '../send.ts';

const HEADER = '_tracer-data';

type Next = (input: unknown) => unknown;

/** As the default data converter writes it. */
const payloadOf = (fields: CarrierFields): object => ({
  metadata: { encoding: new TextEncoder().encode('json/plain') },
  data: new TextEncoder().encode(fieldsText(fields)),
});

function readPayload(headers: unknown): unknown {
  const { data } = fieldsOf(fieldsOf(headers)[HEADER]);
  return data instanceof Uint8Array ? new TextDecoder().decode(data) : undefined;
}

const startingWith =
  (site: SiteText, key: string) =>
  (input: unknown, next: Next): unknown => {
    const given = fieldsOf(input);
    if (!sendsCarrier() || fieldsOf(given[key])[HEADER] !== undefined) return next(input);
    const { workflowType, signalName, updateName } = given;
    return sendMessages(
      { system: 'temporal', site, method: next as Callable, self: undefined, args: [input] },
      {
        destination: [workflowType, signalName, updateName].map(textOf).find((it) => it !== '') ?? 'workflow',
        carry: (fields) => [{ ...given, [key]: { ...fieldsOf(given[key]), [HEADER]: payloadOf(fields) } }],
      },
    );
  };

const withClient = (options: unknown, site: SiteText, isWhole: boolean): unknown => {
  const starts = startingWith(site, 'headers');
  const ours = { start: starts, signal: starts, signalWithStart: starts, startUpdate: starts };
  const { interceptors } = fieldsOf(options);
  const own = isWhole ? fieldsOf(interceptors).workflow : interceptors;
  // An older form, of functions that make them.
  if (own !== undefined && !Array.isArray(own)) return options;
  const all = [...listOf(own), ours];
  return {
    ...fieldsOf(options),
    interceptors: isWhole ? { ...fieldsOf(interceptors), workflow: all } : all,
  };
};

/** Activities are consumers; the workflow's own module hands them the header. */
function withWorker(options: unknown, consumer: AsConsumer): unknown {
  const { interceptors, workflowsPath } = fieldsOf(options);
  const { activity, activityInbound, workflowModules } = fieldsOf(interceptors);
  if (activityInbound !== undefined) return options;
  const execution = (context: unknown): object => {
    const { activityType, attempt } = fieldsOf(fieldsOf(context).info);
    return {
      inbound: {
        execute: (input: unknown, next: Next) =>
          consumer(next as Callable, ([given]) => ({
            destination: textOf(activityType),
            carriers: [readPayload(fieldsOf(given).headers)],
            message: given,
            attributes: { 'messaging.temporal.activity.attempt': attempt as number },
          }))(input),
      },
    };
  };
  return {
    ...fieldsOf(options),
    interceptors: {
      ...fieldsOf(interceptors),
      activity: [...listOf(activity), execution],
      ...(workflowsPath !== undefined && {
        workflowModules: [...listOf(workflowModules), 'onetrace/temporal'],
      }),
    },
  };
}

export const temporal: Helper = /* @__PURE__ */ messaging({
  system: 'temporal',
  values: {
    Client: (options, _consumer, site) => tryOrReport(() => withClient(options, site, true)),
    WorkflowClient: (options, _consumer, site) => tryOrReport(() => withClient(options, site, false)),
    Worker: withWorker,
  },
});
