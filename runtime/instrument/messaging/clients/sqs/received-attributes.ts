/** The attributes of a received message that are the carrier's and not the program's. */
import { fieldsOf, listOf, textOf } from '../../../../platform/unknown.ts';

const NAMES = ['traceparent', 'tracestate', 'baggage'];

/** What was hidden, by its message. */
const hidden = /* @__PURE__ */ new WeakMap<object, object>();

export const carrierOfMessage = (message: unknown): unknown => hidden.get(message as object) ?? message;

/** Another command of the same kind; the program's own may be sent again. */
export const withInput = (command: object, input: unknown): object =>
  Object.assign(Object.create(Object.getPrototypeOf(command)), command, { input });

/** A receive command that asks for carriers too, and hides what the program has not asked for. */
export function askForCarriers(command: unknown): unknown {
  const { input, middlewareStack } = fieldsOf(command);
  const asking = withInput(command as object, withCarrierNames(input));
  const stack = (middlewareStack as { clone(): { add(middleware: unknown, options: object): void } }).clone();
  stack.add(noting(input), { step: 'initialize', name: 'carriers', priority: 'high' });
  return Object.assign(asking, { middlewareStack: stack });
}

export function withCarrierNames(input: unknown): unknown {
  const asked = askedFor(input);
  const names = isAll(asked) ? asked : [...asked, ...NAMES.filter((name) => !asked.includes(name))];
  return { ...fieldsOf(input), MessageAttributeNames: names };
}

const askedFor = (input: unknown): readonly unknown[] => listOf(fieldsOf(input).MessageAttributeNames);

const isAll = (asked: readonly unknown[]): boolean => asked.includes('All') || asked.includes('.*');

type Next = (args: unknown) => Promise<{ output?: unknown }>;

const noting =
  (input: unknown) =>
  (next: Next): Next =>
  async (args) => {
    const result = await next(args);
    noteReceived(result.output, input);
    return result;
  };

/** Which queue each message came from, by its message. */
const queues = /* @__PURE__ */ new WeakMap<object, string>();

export const queueOfMessage = (message: unknown): string => queues.get(message as object) ?? '';

export function noteReceived(output: unknown, input: unknown): void {
  const queue = textOf(fieldsOf(input).QueueUrl).split('/').at(-1);
  for (const message of listOf(fieldsOf(output).Messages)) {
    if (queue) queues.set(message as object, queue);
    hideCarriers(message, askedFor(input));
  }
}

/** The client has checked the digest of all of them by now. */
export function hideCarriers(message: unknown, asked: readonly unknown[]): void {
  const attributes = fieldsOf(message).MessageAttributes as Record<string, unknown> | undefined;
  if (attributes === undefined || isAll(asked)) return;
  const ours = NAMES.filter((name) => attributes[name] !== undefined && !asked.includes(name));
  if (ours.length === 0) return;
  hidden.set(message as object, Object.fromEntries(ours.map((name) => [name, attributes[name]])));
  for (const name of ours) delete attributes[name];
  const given = message as Record<string, unknown>;
  if (Object.keys(attributes).length > 0) return;
  delete given.MessageAttributes;
  delete given.MD5OfMessageAttributes;
}
