/**
 * The steps of a LangChain workflow, as child spans: what it tells the callbacks of its configuration.
 * Callbacks are inherited by every run beneath, so a site that runs inside such a run is one of its steps.
 */
import { runWithSpan } from '../../../../core/active-span.ts';
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { now } from '../../../../platform/clock.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../../platform/unknown.ts';
import type { LlmRequest } from '../../adapter.ts';
import { nameOf } from '../../content/bounds.ts';
import { inProcessRequest, toolRequest } from '../../in-process.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { startLlmSpan } from '../../start-span.ts';
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

/** What runs, by its id: a span of its own, or a part of what it is in. */
interface Run {
  readonly up: Run | undefined;
  readonly start: number;
  /** A node of a graph becomes a span when something is below it, or at its end. */
  node?: string | undefined;
  span?: LlmSpan | undefined;
}

/** A node is known by the name of its run. */
const nodeRun = (told: Told): string | undefined => {
  const node = nodeOf(told);
  return told[7] === node && !listOf(told[4]).includes('langsmith:hidden') ? node : undefined;
};

const isGraph = (self: unknown): boolean => listOf(fieldsOf(self).id).includes('pregel');

/** Methods get what LangChain tells: of a start, what runs, its input, its id and its parent's; of an end, the result and the id. */
function handlerFor(root: LlmSpan): object {
  const runs = new Map<unknown, Run>();
  // What a tool or a node does itself is below it.
  root.span.inner = () => {
    const run = runs.get(activeRun());
    return run && spanOf(run).span;
  };
  function spanOf(run: Run | undefined): LlmSpan {
    if (run === undefined) return root;
    const { node } = run;
    if (run.span === undefined && node !== undefined) {
      // It is asked for again while it begins.
      run.node = undefined;
      run.span = spanBelow(spanOf(run.up), inProcessRequest('', `node ${node}`, { 'langgraph.node': node }));
      run.node = node;
      run.span.span.start = run.start;
    }
    return run.span ?? spanOf(run.up);
  }
  const spanBelow = (outer: LlmSpan, request: LlmRequest): LlmSpan =>
    root.addChild(runWithSpan(outer.span, () => startLlmSpan(request)));
  const note = (told: Told, more: Partial<Run> = {}): Run => {
    const run: Run = { up: runs.get(told[3]), start: now(), ...more };
    runs.set(told[2], run);
    return run;
  };
  const begin = (told: Told, request: LlmRequest): LlmSpan => {
    const up = runs.get(told[3]);
    // A node of tools is no more than they are.
    const isTool = up?.node !== undefined && request.attributes['gen_ai.tool.call.id'] !== undefined;
    if (isTool && up?.span === undefined) delete up?.node;
    const span = spanBelow(spanOf(isTool ? up?.up : up), request).set('langgraph.node', nodeOf(told));
    note(told, { span });
    return span;
  };
  const take = (id: unknown): LlmSpan | undefined => {
    const run = runs.get(id);
    runs.delete(id);
    return run?.node === undefined ? run?.span : spanOf(run);
  };
  const end = (id: unknown, read?: (llmSpan: LlmSpan) => void): void => {
    const llmSpan = take(id);
    if (llmSpan === undefined) return;
    if (read) tryOrReport(() => read(llmSpan));
    llmSpan.end();
  };
  const fail = (error: unknown, id: unknown): void => take(id)?.fail(error);
  const chainStart = (told: Told): void => {
    const node = nodeOf(told);
    const isInner = told[3] !== undefined && isGraph(told[0]) && runs.size > 0;
    if (!isInner) return void note(told, { node: nodeRun(told) });
    const name = told[7] === 'LangGraph' ? (node ?? 'LangGraph') : nameOf(told[7]);
    begin(told, inProcessRequest('invoke_workflow', name, { 'gen_ai.workflow.name': name }));
  };
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
    handleChainStart: (...told: Told) => chainStart(told),
    handleChainEnd: (_value: unknown, id: unknown) => end(id),
    handleChainError: fail,
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
  const { message, text, generationInfo } = fieldsOf(first);
  const { finish_reason } = fieldsOf(generationInfo);
  if (finish_reason) llmSpan.answer.finish(0, finish_reason);
  readMessage(llmSpan, message ?? text);
  const { promptTokens, completionTokens } = fieldsOf(fieldsOf(llmOutput).tokenUsage);
  if (typeof promptTokens === 'number' && fieldsOf(message).usage_metadata === undefined)
    llmSpan.setUsage({ input_tokens: promptTokens, output_tokens: completionTokens as number });
}
