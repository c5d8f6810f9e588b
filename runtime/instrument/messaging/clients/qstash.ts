/** QStash: a message's carrier is among its `headers`, which the service forwards to whom it calls. */
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { CarrierFields, MessageCall, Outgoing } from '../client.ts';
import { hostIn, withArgument } from '../fields.ts';
import { messaging } from '../messaging.ts';

/** Headers in any form; a copy where they have no carrier. */
function requestWith(request: unknown, fields: CarrierFields): unknown {
  const headers = new Headers(fieldsOf(request).headers as HeadersInit | undefined);
  if (headers.has('traceparent')) return request;
  for (const [name, value] of fields) headers.set(name, value);
  return { ...fieldsOf(request), headers };
}

const targetOf = (request: unknown): string => {
  const { url, topic, urlGroup } = fieldsOf(request);
  return hostIn(url) ?? (textOf(urlGroup) || textOf(topic));
};

/** Whom the message is for says whose identity it may name: the service only hands it on. */
function publishRequest({ args }: MessageCall): Outgoing {
  const target = targetOf(args[0]);
  return {
    destination: target,
    host: hostIn(fieldsOf(args[0]).url),
    carry: (fields) => withArgument(args, 0, requestWith(args[0], fields)),
  };
}

function batch({ args }: MessageCall): Outgoing {
  const requests = listOf(args[0]);
  const hosts = new Set(requests.map((it) => hostIn(fieldsOf(it).url)));
  return {
    destination: [...new Set(requests.map(targetOf))].join(),
    count: requests.length,
    // One that may not see an identity decides for all.
    host: hosts.size === 1 ? [...hosts][0] : 'qstash.upstash.io',
    carry: (fields) =>
      withArgument(
        args,
        0,
        requests.map((it) => requestWith(it, fields)),
      ),
  };
}

export const qstash: Helper = /* @__PURE__ */ messaging({
  system: 'qstash',
  isClient: (self) => isFunction(fieldsOf(self).publishJSON) || isFunction(fieldsOf(self).enqueueJSON),
  sends: {
    publish: publishRequest,
    publishJSON: publishRequest,
    enqueue: publishRequest,
    enqueueJSON: publishRequest,
    batch,
    batchJSON: batch,
  },
});
