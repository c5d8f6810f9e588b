/**
 * For tests of programs that onetrace rewrites; needs no framework, works with all of them.
 *
 *   const recorder = recordSpans();
 *   await ask('What is 2+2?');
 *   const trace = await recorder.waitForTrace('POST /ask');
 *   assertTrace(trace, { name: 'POST /ask', children: [{ name: 'chat gpt-4o' }] });
 *   recorder.stop();
 */

export { renderTrace, type TreeOptions } from './render/tree.ts';
export type { TreeSpan } from './render/tree-span.ts';
export { assertSpan, assertTrace, type Shape, type SpanShape } from './testing/assert-trace.ts';
export { matchers, type Recorded, type TraceMatchers } from './testing/matchers.ts';
export {
  type Match,
  type RecordedSpan,
  type Recorder,
  recordSpans,
  type WaitOptions,
} from './testing/recorder.ts';
