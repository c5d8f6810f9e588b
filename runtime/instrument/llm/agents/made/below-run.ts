/** Which run of an agent a call belongs to: it is open for as long as they are. */
import { activeSpan } from '../../../../core/active-span.ts';
import { now } from '../../../../platform/clock.ts';
import { startTimer } from '../../../../platform/timer.ts';
import type { Span } from '../../../../trace/span.ts';
import type { LlmSpan } from '../../llm-span.ts';

const runs = /* @__PURE__ */ new WeakMap<Span, LlmSpan>();

/** Nothing of it is left that could tell more, in ms. */
const QUIET = 100;

const selves = /* @__PURE__ */ new WeakMap<Span, unknown>();

/** Whether the active span is a run of this very object. */
export function isRunOf(self: unknown): boolean {
  const active = activeSpan();
  return active !== undefined && self !== undefined && selves.get(active) === self;
}

export function belowRun(llmSpan: LlmSpan, self?: unknown): undefined {
  runs.set(llmSpan.span, llmSpan);
  llmSpan.childEnded = (child) => addUp(llmSpan, child);
  selves.set(llmSpan.span, self);
  for (let above = llmSpan.span.parent; above !== undefined; above = above.parent) {
    const run = runs.get(above);
    if (run !== undefined) return void run.addChild(llmSpan);
  }
}

/** A run counts what the models below it have counted. */
function addUp(run: LlmSpan, { counts, operation }: LlmSpan): void {
  if (operation === 'embeddings') return;
  const { input_tokens, output_tokens } = counts;
  run.addUsage({ input_tokens, output_tokens });
}

/** A result that streams says nothing of its end: the run is over when no part of it goes on. */
export function endWhenQuiet(run: LlmSpan): void {
  const check = (): void => {
    const moment = now();
    const { parts } = run;
    startTimer(QUIET, () => run.isQuiet && run.parts === parts && run.end(moment), true);
  };
  run.childEnded = (child) => {
    addUp(run, child);
    check();
  };
  check();
}
