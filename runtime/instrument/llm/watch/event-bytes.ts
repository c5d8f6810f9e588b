/** Streams of bytes that the program reads as server-sent events itself: what passes is read along. */
import { tryOrReport } from '../../../core/diagnostics.ts';
import { fieldsOf } from '../../../platform/unknown.ts';
import type { Adapter } from '../adapter.ts';
import { LONGEST_TEXT } from '../content/bounds.ts';
import type { LlmSpan } from '../llm-span.ts';
import { defineHidden, tapChunk, tapResult } from '../tap-result.ts';

/** False: it is no stream of bytes. Never throws. */
export function tapEventBytes(stream: unknown, llmSpan: LlmSpan, adapter: Adapter): boolean {
  const read = eventReader((event) => tapChunk(event, llmSpan, adapter));
  if (stream instanceof ReadableStream) {
    tapResult(stream, llmSpan, { request: () => undefined, response() {}, chunk: (_, bytes) => read(bytes) });
    return true;
  }
  const { emit, read: isNode } = fieldsOf(stream);
  if (typeof emit !== 'function' || typeof isNode !== 'function') return false;
  tryOrReport(() => tapNodeStream(stream as object, emit as Emit, read, llmSpan));
  return true;
}

type Emit = (this: unknown, event: string, ...values: unknown[]) => boolean;

/** Node emits `data` for each piece, whoever reads it in whichever way. */
function tapNodeStream(stream: object, emit: Emit, read: (bytes: unknown) => void, llmSpan: LlmSpan): void {
  defineHidden(stream, 'emit', function (this: unknown, event: string, ...values: unknown[]) {
    tryOrReport(() => {
      if (event === 'data') read(values[0]);
      else if (event === 'end') llmSpan.end();
      else if (event === 'error') llmSpan.fail(values[0]);
      else if (event === 'close') llmSpan.cancel();
    });
    return emit.call(this, event, ...values);
  });
}

/** JSON of each `data:` line, in whatever pieces it comes. */
function eventReader(take: (event: unknown) => void): (bytes: unknown) => void {
  const decoder = new TextDecoder();
  let rest = '';
  return (bytes) => {
    rest += typeof bytes === 'string' ? bytes : decoder.decode(bytes as Uint8Array, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_TEXT) rest = '';
    for (const line of lines) if (/^data: ?\{/.test(line)) take(JSON.parse(line.slice(5)));
  };
}
