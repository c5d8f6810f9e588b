import type { InitOptions } from '../runtime/config/types/options.ts';
import { flushBuffered } from '../runtime/core/buffer/trace-buffer.ts';
import { NO_STATS } from '../runtime/core/pipeline/no-stats.ts';
import { settingsFrom } from '../runtime/core/settings.ts';
import { state } from '../runtime/core/state.ts';
import { resolvedAttributes } from '../runtime/trace/resolve-attributes.ts';
import type { Span } from '../runtime/trace/span.ts';

/**
 * Configures the runtime anew and returns the list that every exported span is appended to. The servers that a test
 * talks to are in its process and no part of its program: `ignoreRequests: []` where they are.
 */
export function record(options?: InitOptions): Span[] {
  const spans: Span[] = [];
  flushBuffered();
  state.warned.clear();
  state.config = settingsFrom(options && { ignoreRequests: /./, ...options });
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
