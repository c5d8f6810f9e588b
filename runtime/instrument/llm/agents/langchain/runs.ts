/**
 * The steps of a LangChain workflow, as child spans: what it tells the callbacks of its configuration.
 * Callbacks are inherited by every run beneath, so a site that runs inside such a run is one of its steps.
 */
import { runWithSpan } from '../../../../core/active-span.ts';
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../../platform/unknown.ts';
import type { LlmRequest } from '../../adapter.ts';
import { nameOf } from '../../content/bounds.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { startLlmSpan } from '../../start-span.ts';
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

/** The run that the program's own code is in. */
function activeRun(): unknown {
  const { _parentRunId } = fieldsOf(callbacksOf(undefined));
  return _parentRunId;
}

export function isFollowed(callbacks: unknown): boolean {
  const handlers = Array.isArray(callbacks)
    ? callbacks
    : ((callbacks as Manager | undefined)?.handlers ?? []);
  return handlers.some((it) => OURS in fieldsOf(it));
}

/** The configuration with our callbacks beside those that it has; the author's is not touched. */
export function withRuns(config: unknown, root: LlmSpan): object {
  const callbacks = callbacksOf(config);
  const ours = handlerFor(root);
  const manager = callbacks as Manager | undefined;
  const all = typeof manager?.copy === 'function' ? manager.copy([ours]) : [...listOf(callbacks), ours];
  return { ...fieldsOf(config), callbacks: all };
}

type Told = readonly unknown[];

/** The node of LangGraph that runs, in the metadata; models have other parameters before it. */
function nodeOf(told: Told): string | undefined {
  const { langgraph_node } = { ...fieldsOf(told[5]), ...fieldsOf(told[6]) };
  return nameOf(langgraph_node) || undefined;
}

/** Methods get what LangChain tells: of a start, what runs, its input, its id and its parent's; of an end, the result and the id. */
function handlerFor(root: LlmSpan): object {
  const runs = new Map<unknown, LlmSpan>();
  const above = (parent: unknown): LlmSpan => runs.get(parent) ?? root;
  // What a tool or a node does itself is below it.
  root.span.inner = () => runs.get(activeRun())?.span;
  const begin = (told: Told, request: LlmRequest | undefined): LlmSpan => {
    const [, , id, parent] = told;
    const outer = above(parent);
    const llmSpan = request ? root.addChild(runWithSpan(outer.span, () => startLlmSpan(request))) : outer;
    if (request) llmSpan.set('langgraph.node', nodeOf(told));
    runs.set(id, llmSpan);
    return llmSpan;
  };
  const take = (id: unknown): LlmSpan | undefined => {
    const llmSpan = runs.get(id);
    runs.delete(id);
    return llmSpan === root ? undefined : llmSpan;
  };
  const end = (id: unknown, read?: (llmSpan: LlmSpan) => void): void => {
    const llmSpan = take(id);
    if (llmSpan === undefined) return;
    if (read) tryOrReport(() => read(llmSpan));
    llmSpan.end();
  };
  const fail = (error: unknown, id: unknown): void => take(id)?.fail(error);
  const model =
    (operation: string) =>
    (...told: Told): void => {
      const [, asked, , , , , metadata] = told;
      const llmSpan = begin(told, modelRequest(operation, fieldsOf(metadata), '', false));
      const [first] = listOf(asked);
      if (llmSpan.showsInput) llmSpan.setContent('gen_ai.input.messages', messagesOf(first));
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
      end(id, (llmSpan) => readGenerations(llmSpan, fieldsOf(output))),
    handleLLMError: fail,
    handleToolStart(...told: Told) {
      const [self, asked, , , , , runName, callId] = told;
      const name = textOf(runName) || textOf(listOf(fieldsOf(self).id).at(-1));
      const llmSpan = begin(told, toolRequest(name, callId));
      if (llmSpan.showsInput) llmSpan.setContentValue('gen_ai.tool.call.arguments', asked);
    },
    handleToolEnd: (output: unknown, id: unknown) =>
      end(id, (llmSpan) => {
        if (!llmSpan.showsOutput) return;
        llmSpan.setContentValue('gen_ai.tool.call.result', fieldsOf(output).content ?? output);
      }),
    handleToolError: fail,
    handleRetrieverStart: (...told: Told) => void begin(told, retrievalRequest(textOf(told[6]))),
    handleRetrieverEnd: (_documents: unknown, id: unknown) => end(id),
    handleRetrieverError: fail,
  };
}

function readGenerations(llmSpan: LlmSpan, { generations, llmOutput }: Fields): void {
  const [first] = listOf(listOf(generations)[0]);
  const { message, text } = fieldsOf(first);
  readMessage(llmSpan, message ?? text);
  const { promptTokens, completionTokens } = fieldsOf(fieldsOf(llmOutput).tokenUsage);
  if (typeof promptTokens === 'number' && fieldsOf(message).usage_metadata === undefined)
    llmSpan.setUsage({ input_tokens: promptTokens, output_tokens: completionTokens as number });
}
