/**
 * Carriers in messages that have no place for one beside what the program sends: a member `traceContext`, only where
 * `init({ payloadCarriers: true })` allows it. A consumer of ours takes it out again before its program sees the
 * message; one that is not ours sees the member.
 */
import { activeSpan } from '../../core/active-span.ts';
import { warnOnce } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import type { CarrierFields, MessageCall, Outgoing } from './client.ts';
import { fieldsText, withArgument } from './fields.ts';

const MEMBER = 'traceContext';
const OURS = `{"${MEMBER}":`;
const TAKEN = /^\{"traceContext":(\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\}),/;

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether messages may hold carriers; where they may not, what that costs is told once a client. */
export function payloadsCarry(client: string): boolean {
  const { payloadCarriers, recording } = settings();
  if (!payloadCarriers && recording && activeSpan()?.recording)
    warnOnce(
      `messages of ${client} have no place for a carrier beside their payload, so their consumers begin traces of their own; init({ payloadCarriers: true }) adds a member "${MEMBER}" to payloads that are objects`,
    );
  return payloadCarriers;
}

/** A call whose argument at `at` is a plain object, or the text of a JSON object; undefined for others. */
export function payloadSend(
  { args }: MessageCall,
  at: number,
  target: Omit<Outgoing, 'carry'> & { readonly client: string },
): Outgoing | undefined {
  const value = args[at];
  const isFit = typeof value === 'string' ? isJsonObject(value) : isPlainObject(value) && !(MEMBER in value);
  if (!isFit || !payloadsCarry(target.client)) return undefined;
  return { ...target, carry: (fields) => withArgument(args, at, withMember(value, fields)) };
}

export const withMember = (value: unknown, fields: CarrierFields): unknown => {
  if (isPlainObject(value) && !(MEMBER in value)) return { ...value, [MEMBER]: Object.fromEntries(fields) };
  return isJsonObject(value) ? `${OURS}${fieldsText(fields)},${value.trimStart().slice(1)}` : value;
};

/** `{}` would need no comma; it is nobody's message. */
const isJsonObject = (value: unknown): value is string =>
  typeof value === 'string' && /^\s*\{\s*"/.test(value) && !value.startsWith(OURS);

/** The carrier that an object holds, taken out of it where it is ours; a `traceContext` of the program's own stays. */
export function takeMember(message: unknown): unknown {
  if (!isPlainObject(message)) return undefined;
  const carrier = message[MEMBER] ?? taken.get(message);
  const isOurs = isPlainObject(carrier) && typeof carrier.traceparent === 'string';
  if (isOurs && settings().payloadCarriers) {
    taken.set(message, carrier);
    delete message[MEMBER];
  }
  return carrier;
}

/** A batch's consumer takes them out of all, and the turns of its loop ask again. */
const taken = /* @__PURE__ */ new WeakMap<object, unknown>();

/** A text's carrier, and the text as it was before ours was put in. */
export function takeFromText(text: string): { readonly carrier?: unknown; readonly text: string } {
  const [ours = '', carrier] = TAKEN.exec(text) ?? [];
  if (carrier === undefined) return { text };
  return { carrier, text: settings().payloadCarriers ? `{${text.slice(ours.length)}` : text };
}
