/**
 * Results of `streamText` and `streamObject`: their getters start things, and a promise that is asked for
 * can reject. So what settles their promises is watched, which the program never sees.
 */
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { fieldsOf } from '../../../../platform/unknown.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { defineHidden, forgotten } from '../../tap-result.ts';
import { failureOf, readAiResult, stepBrokenBy } from './steps.ts';

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
export function watchStream(result: unknown, llmSpan: LlmSpan): boolean {
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
        if (tryOrReport(() => readAiResult(llmSpan, known)) === false)
          llmSpan.failAs(stepBrokenBy(llmSpan), '');
        llmSpan.end();
      },
      (error) => llmSpan.fail(failureOf(llmSpan, error)),
    );
  }
  forgotten.register(result as object, llmSpan);
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
  defineHidden(delayed, 'resolve', function (this: Delayed, value: unknown) {
    settled(value);
    return resolve.call(this, value);
  });
  defineHidden(delayed, 'reject', function (this: Delayed, error: unknown) {
    failed(error);
    return reject.call(this, error);
  });
}
