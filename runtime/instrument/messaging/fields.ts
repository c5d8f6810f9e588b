/** Carriers in the places that clients have for them. */
import { type Fields, fieldsOf } from '../../platform/unknown.ts';
import type { CarrierFields } from './client.ts';

/** A message that has a carrier already keeps its own: whoever set it is its creation context. */
const hasCarrier = (headers: unknown): boolean =>
  Object.keys(fieldsOf(headers)).some((name) => name.toLowerCase() === 'traceparent');

/** A plain object of headers and the carrier. */
const withFields = (headers: unknown, fields: CarrierFields): Fields =>
  hasCarrier(headers) ? fieldsOf(headers) : { ...fieldsOf(headers), ...Object.fromEntries(fields) };

/** An object of options whose member `key` is an object of headers. */
export const withHeaders = (options: unknown, key: string, fields: CarrierFields): Fields => ({
  ...fieldsOf(options),
  [key]: withFields(fieldsOf(options)[key], fields),
});

/** `args` with what stands at `index` replaced; shorter lists grow. */
export function withArgument(args: readonly unknown[], index: number, value: unknown): unknown[] {
  const given = [...args];
  while (given.length <= index) given.push(undefined);
  given[index] = value;
  return given;
}

/** The carrier as JSON text. */
export const fieldsText = (fields: CarrierFields): string => JSON.stringify(Object.fromEntries(fields));

/** The host of a URL, or of `host:port`. */
export function hostIn(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  return URL.parse(text.includes('://') ? text : `x://${text}`)?.hostname;
}

/** How a repeated job's schedule is called: a cron expression, or milliseconds; undefined for jobs that are sent. */
export const scheduleOf = (cron: unknown, every?: unknown): string | undefined =>
  typeof cron === 'string' && cron !== ''
    ? `cron ${cron}`
    : Number(every) > 0
      ? `interval ${every} ms`
      : undefined;
