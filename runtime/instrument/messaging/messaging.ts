/**
 * The helper of a broker's client. Rewritten code calls it in three forms:
 *
 *   `queue.add('x', data)`         `$ot.bullmq("site?method=add", queue, "add")('x', data)`
 *   `new Worker('jobs', fn)`       `new Worker('jobs', $ot.bullmq("site?method=Worker", fn))`
 *   `for await (const m of sub)`   `for await (const m of $ot.nats("site?method=each", sub))`
 */
import { tryOrReport } from '../../core/diagnostics.ts';
import { isFunction } from '../boundary/keep.ts';
import { type Callable, type Helper, helper } from '../call/helper.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import type { AsConsumer, MessagingClient, Registers } from './client.ts';
import { asConsumer } from './deliver.ts';
import { eachMessage, inTurns } from './each-message.ts';
import { sendMessages, sendsCarrier } from './send.ts';

export function messaging(client: MessagingClient): Helper {
  const bound = helper((site, method, self, args) => callMethod(client, site, method, self, args));
  function messages(site: SiteText, target: unknown, ...rest: [PropertyKey?, number?]): unknown {
    if (rest.length > 0) return (bound as (...args: unknown[]) => unknown)(site, target, ...rest);
    return preparedValue(client, site, target) ?? (bound as (...args: unknown[]) => unknown)(site, target);
  }
  return messages as Helper;
}

/** What stands in an argument: a consumer, options, the messages of a loop. */
function preparedValue(client: MessagingClient, site: SiteText, value: unknown): unknown {
  const { method = '' } = siteOf(site).facts;
  if (method === 'each') return client.each && eachMessage(client, site, value);
  const prepare = client.values?.[method];
  if (prepare === undefined) return undefined;
  return tryOrReport(() => prepare(value, consumerOf(client, site), site)) ?? value;
}

function callMethod(
  client: MessagingClient,
  site: SiteText,
  method: Callable,
  self: unknown,
  args: readonly unknown[],
): unknown {
  const { method: path = '', proven } = siteOf(site).facts;
  const name = path.slice(path.lastIndexOf('.') + 1);
  const isIt = proven === '1' || (tryOrReport(() => client.isClient?.(self)) ?? false);
  if (!isIt) return method.apply(self, [...args]);
  const call = { self, args };
  const outgoing = sendsCarrier() ? tryOrReport(() => client.sends?.[name]?.(call)) : undefined;
  if (outgoing !== undefined)
    return sendMessages({ system: client.system, site, method, self, args }, outgoing);
  const given =
    tryOrReport(() => registersOf(client, name, site)?.(call, consumerOf(client, site))) ??
    tryOrReport(() => client.prepares?.[name]?.(call));
  const result = method.apply(self, [...(given ?? args)]);
  const read = client.results?.[name];
  if (read === undefined) return result;
  if (!(result instanceof Promise)) {
    tryOrReport(() => read(result, call, site));
    return result;
  }
  return result.then((value: unknown) => {
    tryOrReport(() => read(value, call, site));
    return value;
  });
}

/** `messages.map(fn)` and `messages.forEach(fn)` of a batch are as good as a loop over it. */
const registersOf = (client: MessagingClient, name: string, site: SiteText): Registers | undefined =>
  name === 'map' || name === 'forEach'
    ? ({ args: [fn, ...rest] }) => [isFunction(fn) ? inTurns(client, site, fn) : fn, ...rest]
    : client.registers?.[name];

const consumerOf =
  ({ system }: MessagingClient, site: SiteText): AsConsumer =>
  (fn, read) =>
    asConsumer(system, site, fn, read);
