/**
 * Which traces are recorded. Head decision: the upstream's where there is one, else consistent
 * probability sampling (OpenTelemetry TraceState probability sampling: the last 56 bits of the trace id,
 * or `ot=rv`, against a threshold kept as `ot=th`), so services with different ratios keep nested sets.
 * Tail decision: `keep` rules over a local trace, which is held until its root ends anyway.
 */
import type { KeepRules } from '../config/types/sampling.ts';
import { type Span, STATUS_ERROR } from '../trace/span.ts';
import { SAMPLED, type Trace } from '../trace/trace.ts';
import { memberValue, withMember } from '../w3c/tracestate.ts';
import { reportInternalError } from './diagnostics.ts';
import { settings } from './settings.ts';

/** Sets `recording`, the sampled flag and `ot=th` of a trace that has just begun in this process. */
export function sampleTrace(trace: Trace): void {
  const { recording, sampler, keep } = settings();
  const upstream = trace.remoteParentId !== '';
  if (upstream && (!recording || sampler.parentBased)) {
    trace.recording = recording && (trace.flags & SAMPLED) !== 0;
    return;
  }
  // A process that records nothing must not stop those after it from recording.
  const sampled = !recording || drawSample(trace, sampler.ratio);
  trace.flags = sampled ? trace.flags | SAMPLED : trace.flags & ~SAMPLED;
  trace.recording = recording && (sampled || keep !== undefined);
}

/** Whether a trace that was not sampled is kept, now that its local root, the last span, has ended. */
export function shouldKeep(spans: readonly Span[]): boolean {
  const { keep } = settings();
  if (keep === undefined) return false;
  try {
    return typeof keep === 'function' ? keep(spans) : matchesKeepRules(keep, spans);
  } catch (error) {
    return reportInternalError(error) ?? false;
  }
}

function matchesKeepRules(
  { errors, slowerThan = Number.POSITIVE_INFINITY, llm }: KeepRules,
  spans: readonly Span[],
): boolean {
  const root = spans.at(-1) as Span;
  if (root.end - root.start > slowerThan) return true;
  return spans.some((span) => (errors && span.status === STATUS_ERROR) || (llm && isLlm(span)));
}

const isLlm = ({ attributes }: Span): boolean => attributes.includes('gen_ai.operation.name');

function drawSample(trace: Trace, ratio: number): boolean {
  if (ratio >= 1) return true;
  const fields = (memberValue(trace.tracestate, 'ot') ?? '').split(';').filter((field) => field !== '');
  const rv = fields.find((field) => /^rv:[0-9a-f]{14}$/.test(field))?.slice(3);
  // 56 bits as 14 digits: text of equal length compares as numbers do.
  const threshold = BigInt(Math.round((1 - ratio) * 2 ** 56))
    .toString(16)
    .padStart(14, '0');
  const sampled = ratio > 0 && (rv ?? trace.traceId.slice(-14)) >= threshold;
  const others = fields.filter((field) => !field.startsWith('th:'));
  if (sampled) others.push(`th:${threshold.replace(/0+$/, '') || '0'}`);
  trace.tracestate = withMember(trace.tracestate, 'ot', others.join(';'));
  return sampled;
}
