import { resolvedAttributes } from '../runtime/attributes.ts';
import { configure } from '../runtime/config.ts';
import { releaseAll } from '../runtime/hold.ts';
import type { InitOptions } from '../runtime/options.ts';
import type { Span } from '../runtime/span.ts';
import { state } from '../runtime/state.ts';
import { NO_STATS } from '../runtime/stats.ts';

/** Configures the runtime anew and returns the list that every exported span is appended to. */
export function record(options?: InitOptions): Span[] {
  const spans: Span[] = [];
  releaseAll();
  state.warned.clear();
  state.config = configure(options);
  state.pipeline = {
    add: (batch) => void spans.push(...batch),
    flush: async () => {},
    shutdown: async () => {},
    stats: () => ({ ...NO_STATS, recorded: spans.length }),
  };
  return spans;
}

export function spanNamed(spans: readonly Span[], name: string): Span {
  const found = spans.filter((span) => span.name === name);
  if (found.length !== 1) throw new Error(`${found.length} spans are named ${name}`);
  return found[0] as Span;
}

export const attributesOf = (span: Span): Record<string, unknown> =>
  Object.fromEntries(resolvedAttributes(span));
