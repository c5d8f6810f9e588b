/**
 * Results of `streamText` and `streamObject`: their getters start things, and a promise that is asked for
 * can reject. So what settles their promises is watched, which the program never sees.
 */
import { attempt } from '../../../../core/diagnostics.ts';
import { fieldsOf } from '../../../../platform/unknown.ts';
import type { Recording } from '../../llm-span.ts';
import { forgotten, hide } from '../../tap-result.ts';
import { brokenBy, failureOf, readResult } from './steps.ts';

/** The SDK's `DelayedPromise`. */
interface Delayed {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** What a result keeps, by the fields that hold it; the call is over when all have come. */
const FORMS: readonly (readonly string[])[] = [
  ['_finishReason', '_totalUsage', '_steps'],
  ['_object', '_usage', '_finishReason', '_response'],
];

/** False: `result` is no such result. */
export function watchStream(result: unknown, recording: Recording): boolean {
  const fields = fieldsOf(result);
  const form = FORMS.find((names) => names.every((name) => isDelayed(fields[name])));
  if (form === undefined) return false;
  const known: Record<string, unknown> = {};
  let left = form.length;
  for (const name of form) {
    watchDelayed(
      fields[name] as Delayed,
      (value) => {
        known[name.slice(1)] = value;
        if (--left > 0) return;
        if (attempt(() => readResult(recording, known)) === false) recording.failAs(brokenBy(recording), '');
        recording.end();
      },
      (error) => recording.fail(failureOf(recording, error)),
    );
  }
  forgotten.register(result as object, recording);
  return true;
}

const isDelayed = (value: unknown): value is Delayed =>
  typeof fieldsOf(value).resolve === 'function' && typeof fieldsOf(value).reject === 'function';

function watchDelayed(
  delayed: Delayed,
  settled: (value: unknown) => void,
  failed: (error: unknown) => void,
): void {
  const { resolve, reject } = delayed;
  hide(delayed, 'resolve', function (this: Delayed, value: unknown) {
    settled(value);
    return resolve.call(this, value);
  });
  hide(delayed, 'reject', function (this: Delayed, error: unknown) {
    failed(error);
    return reject.call(this, error);
  });
}
