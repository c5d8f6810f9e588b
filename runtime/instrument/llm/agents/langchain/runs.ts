/**
 * The steps of a LangChain workflow, as child spans: what it tells the callbacks of its configuration.
 * Callbacks are inherited by every run beneath, so a site that runs inside such a run is one of its steps.
 */
import { runIn } from '../../../../core/active-span.ts';
import { attempt } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../../platform/unknown.ts';
import type { Request } from '../../adapter.ts';
import type { Recording } from '../../llm-span.ts';
import { open } from '../../start-span.ts';
import { toolRequest } from '../../tool-request.ts';
import { messagesOf, readMessage } from './messages.ts';
import { modelRequest, retrievalRequest } from './model.ts';

/** Marks our callbacks, and what LangChain makes of them. */
const OURS: unique symbol = Symbol.for('onetrace.langchain') as never;

interface Manager {
  readonly handlers?: readonly object[];
  copy?(handlers: readonly object[]): unknown;
}

/** The callbacks that a call gets: its own, or those of the run that it is made in. */
export function callbacksOf(config: unknown): unknown {
  const storage = (globalThis as { [key: symbol]: unknown })[Symbol.for('ls:tracing_async_local_storage')] as
    | { getStore?(): unknown }
    | undefined;
  const inherited = fieldsOf(fieldsOf(storage?.getStore?.()).extra) as { [key: symbol]: unknown };
  return fieldsOf(config).callbacks ?? fieldsOf(inherited[Symbol.for('lc:child_config')]).callbacks;
}

export function isFollowed(callbacks: unknown): boolean {
  const handlers = Array.isArray(callbacks)
    ? callbacks
    : ((callbacks as Manager | undefined)?.handlers ?? []);
  return handlers.some((it) => OURS in fieldsOf(it));
}

/** The configuration with our callbacks beside those that it has; the author's is not touched. */
export function withRuns(config: unknown, root: Recording): object {
  const callbacks = callbacksOf(config);
  const ours = handlerFor(root);
  const manager = callbacks as Manager | undefined;
  const all = typeof manager?.copy === 'function' ? manager.copy([ours]) : [...listOf(callbacks), ours];
  return { ...fieldsOf(config), callbacks: all };
}

type Told = readonly unknown[];

/** Methods get what LangChain tells: of a start, what runs, its input, its id and its parent's; of an end, the result and the id. */
function handlerFor(root: Recording): object {
  const runs = new Map<unknown, Recording>();
  const above = (parent: unknown): Recording => runs.get(parent) ?? root;
  const begin = (told: Told, request: Request | undefined): Recording => {
    const [, , id, parent] = told;
    const outer = above(parent);
    const recording = request ? root.adopt(runIn(outer.span, () => open(request))) : outer;
    runs.set(id, recording);
    return recording;
  };
  const take = (id: unknown): Recording | undefined => {
    const recording = runs.get(id);
    runs.delete(id);
    return recording === root ? undefined : recording;
  };
  const end = (id: unknown, read?: (recording: Recording) => void): void => {
    const recording = take(id);
    if (recording === undefined) return;
    if (read) attempt(() => read(recording));
    recording.end();
  };
  const fail = (error: unknown, id: unknown): void => take(id)?.fail(error);
  const model =
    (operation: string) =>
    (...told: Told): void => {
      const [, asked, , , , , metadata] = told;
      const recording = begin(told, modelRequest(operation, fieldsOf(metadata), '', false));
      const [first] = listOf(asked);
      if (recording.showsInput) recording.show('gen_ai.input.messages', messagesOf(first));
    };
  return {
    [OURS]: true,
    // Told at once, in the run's own turn.
    awaitHandlers: true,
    handleChainStart: (...told: Told) => void runs.set(told[2], above(told[3])),
    handleChainEnd: (_value: unknown, id: unknown) => void runs.delete(id),
    handleChainError: (_error: unknown, id: unknown) => void runs.delete(id),
    handleChatModelStart: model('chat'),
    handleLLMStart: model('text_completion'),
    handleLLMEnd: (output: unknown, id: unknown) =>
      end(id, (recording) => readGenerations(recording, fieldsOf(output))),
    handleLLMError: fail,
    handleToolStart(...told: Told) {
      const [self, asked, , , , , runName, callId] = told;
      const name = textOf(runName) || textOf(listOf(fieldsOf(self).id).at(-1));
      const recording = begin(told, toolRequest(name, callId));
      if (recording.showsInput) recording.showValue('gen_ai.tool.call.arguments', asked);
    },
    handleToolEnd: (output: unknown, id: unknown) =>
      end(id, (recording) => {
        if (!recording.showsOutput) return;
        recording.showValue('gen_ai.tool.call.result', fieldsOf(output).content ?? output);
      }),
    handleToolError: fail,
    handleRetrieverStart: (...told: Told) => void begin(told, retrievalRequest(textOf(told[6]))),
    handleRetrieverEnd: (_documents: unknown, id: unknown) => end(id),
    handleRetrieverError: fail,
  };
}

function readGenerations(recording: Recording, { generations, llmOutput }: Fields): void {
  const [first] = listOf(listOf(generations)[0]);
  const { message, text } = fieldsOf(first);
  readMessage(recording, message ?? text);
  const { promptTokens, completionTokens } = fieldsOf(fieldsOf(llmOutput).tokenUsage);
  if (typeof promptTokens === 'number' && fieldsOf(message).usage_metadata === undefined)
    recording.useTokens({ input_tokens: promptTokens, output_tokens: completionTokens as number });
}
