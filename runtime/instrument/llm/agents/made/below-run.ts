/** Which run of an agent a call belongs to: it is open for as long as they are. */
import { now } from '../../../../platform/clock.ts';
import { startTimer } from '../../../../platform/timer.ts';
import type { Span } from '../../../../trace/span.ts';
import type { LlmSpan } from '../../llm-span.ts';

const runs = /* @__PURE__ */ new WeakMap<Span, LlmSpan>();

/** Nothing of it is left that could tell more, in ms. */
const QUIET = 100;

export function belowRun(llmSpan: LlmSpan): undefined {
  runs.set(llmSpan.span, llmSpan);
  for (let above = llmSpan.span.parent; above !== undefined; above = above.parent) {
    const run = runs.get(above);
    if (run !== undefined) return void run.addChild(llmSpan);
  }
}

/** A result that streams says nothing of its end: the run is over when no part of it goes on. */
export function endWhenQuiet(run: LlmSpan): void {
  const check = (): void => {
    const moment = now();
    const { parts } = run;
    startTimer(QUIET, () => run.isQuiet && run.parts === parts && run.end(moment), true);
  };
  run.childEnded = check;
  check();
}
