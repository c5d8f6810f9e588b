/**
 * Tools that a client's own loop runs (`runTools`, `toolRunner`): each a span, below which is what it calls. The author's
 * tools stay as they are: the loop gets copies, with the function watched.
 */
import { activeSpan, isRecordedBelow } from '../../../core/active-span.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { fieldsOf } from '../../../platform/unknown.ts';
import type { Callable } from '../../call/helper.ts';
import type { Operation } from '../../call/operation.ts';
import { around } from '../../call/run-work.ts';
import { nameOf } from '../content/bounds.ts';
import { toolRequest } from '../in-process.ts';
import { startLlmSpan } from '../start-span.ts';

/** The arguments with watched tools in the first of them; undefined where there are none to watch. */
export function watchedTools(args: readonly unknown[]): unknown[] | undefined {
  const [body] = args;
  const { tools } = fieldsOf(body);
  return Array.isArray(tools)
    ? [{ ...fieldsOf(body), tools: tools.map(watchedTool) }, ...args.slice(1)]
    : undefined;
}

/** `{ run }`, `{ function: { function } }`, or what a helper of the client made, which keeps it out of sight. */
function watchedTool(tool: unknown): unknown {
  const { function: described, name } = fieldsOf(tool);
  const called = nameOf(fieldsOf(described).name ?? name);
  for (const key of ['run', '$callback'])
    if (typeof fieldsOf(tool)[key] === 'function') return withWatched(tool as object, key, called);
  const { function: fn } = fieldsOf(described);
  if (typeof fn !== 'function') return tool;
  return copyWith(
    tool as object,
    'function',
    withWatched(described as object, 'function', called || fn.name),
  );
}

const withWatched = (holder: object, key: string, name: string): object =>
  copyWith(
    holder,
    key,
    around(fieldsOf(holder)[key] as Callable, (args) => tryOrReport(() => beginTool(name, args))),
  );

/** Hidden fields are kept, and what it is an instance of. */
function copyWith(holder: object, key: string, value: unknown): object {
  const fields = Object.getOwnPropertyDescriptors(holder) as Record<string, PropertyDescriptor>;
  const enumerable = fields[key]?.enumerable ?? true;
  fields[key] = { value, enumerable, configurable: true, writable: true };
  return Object.create(Object.getPrototypeOf(holder) as object | null, fields) as object;
}

function beginTool(name: string, args: readonly unknown[]): Operation | undefined {
  if (!isRecordedBelow(activeSpan())) return undefined;
  const llmSpan = startLlmSpan(toolRequest(name));
  if (llmSpan.showsInput) llmSpan.setContentValue('gen_ai.tool.call.arguments', args[0]);
  return {
    span: llmSpan.span,
    settle(result) {
      if (llmSpan.showsOutput) tryOrReport(() => llmSpan.setContentValue('gen_ai.tool.call.result', result));
      llmSpan.end();
    },
    fail: (error) => llmSpan.fail(error),
  };
}
