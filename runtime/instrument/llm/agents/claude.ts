/**
 * The Claude Agent SDK: `query({ prompt, options })` starts a process, and tells in messages what that does. It gets our
 * carrier in its environment; where it sends spans of its own, those are the ones.
 */

import { environment } from '../../../config/env.ts';
import { runWithSpan } from '../../../core/active-span.ts';
import { now } from '../../../platform/clock.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { carrierOf } from '../../../propagation/carrier.ts';
import { INTERNAL, type Span } from '../../../trace/span.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { nameOf } from '../content/bounds.ts';
import { historyOf } from '../content/history.ts';
import { partsOf } from '../content/parts.ts';
import { toolRequest } from '../in-process.ts';
import type { LlmSpan } from '../llm-span.ts';
import { startLlmSpan } from '../start-span.ts';
import { cachedUsage } from '../usage.ts';
import { llmHelper } from '../wrap-call.ts';

interface Run {
  readonly tools: Map<unknown, LlmSpan>;
  /** Calls of the model by the tool below which they are: a subagent's. */
  readonly chats: Map<unknown, LlmSpan>;
  /** Its process sends spans of its own. */
  readonly isSilent: boolean;
  /** When the model was asked last: its answer is told whole. */
  asked: number;
  isOpening: boolean;
}

const runs = /* @__PURE__ */ new WeakMap<Span, Run>();

export const claude: Helper = /* @__PURE__ */ llmHelper({
  request,
  response() {},
  chunk: readProcessMessage,
  prepare,
  input(llmSpan, { args }) {
    const { prompt } = fieldsOf(args[0]);
    if (typeof prompt === 'string') llmSpan.setContent('gen_ai.input.messages', historyOf(prompt));
  },
} satisfies Adapter);

function request({ args: [asked], proven }: LlmCall): LlmRequest | undefined {
  const { prompt, options } = fieldsOf(asked);
  if (!proven || prompt === undefined) return undefined;
  const name = nameOf(fieldsOf(options).agent);
  return {
    operation: 'invoke_agent',
    model: nameOf(fieldsOf(options).model),
    provider: 'anthropic',
    kind: INTERNAL,
    subject: name || 'claude',
    stream: false,
    attributes: { 'gen_ai.agent.name': name || undefined },
  };
}

function prepare(root: LlmSpan, { args: [asked, ...rest] }: LlmCall): unknown[] {
  const { options } = fieldsOf(asked);
  const given = fieldsOf(fieldsOf(options).env ?? environment());
  const { traceparent, tracestate, baggage } = carrierOf(root.span);
  const env = {
    TRACEPARENT: traceparent,
    ...(tracestate && { TRACESTATE: tracestate }),
    ...(baggage && { BAGGAGE: baggage }),
    ...given,
  };
  const isSilent = given.CLAUDE_CODE_ENABLE_TELEMETRY === '1' && textOf(given.OTEL_TRACES_EXPORTER) !== '';
  const run: Run = { tools: new Map(), chats: new Map(), isSilent, asked: now(), isOpening: false };
  runs.set(root.span, run);
  // Tools of this process are below the one that runs.
  root.span.inner = () =>
    run.tools.size === 1 && !run.isOpening ? [...run.tools.values()][0]?.span : undefined;
  return [{ ...fieldsOf(asked), options: { ...fieldsOf(options), env } }, ...rest];
}

function readProcessMessage(root: LlmSpan, value: unknown): void {
  const run = runs.get(root.span);
  const { type, message, parent_tool_use_id: parent = null, ...more } = fieldsOf(value);
  if (run === undefined) return;
  if (type === 'result') endRun(root, run, more);
  else if (run.isSilent) return;
  else if (type === 'assistant') readAnswer(root, run, fieldsOf(message), parent, more.error);
  else if (type === 'user') readResults(run, listOf(fieldsOf(message).content), parent);
}

/** A message for each block of an answer, which all have its id. */
function readAnswer(root: LlmSpan, run: Run, message: Fields, parent: unknown, failure: unknown): void {
  const above = run.tools.get(parent) ?? root;
  const known = run.chats.get(parent);
  const chat = known ?? openBelow(root, run, above, chatRequest(nameOf(message.model)));
  if (known === undefined) chat.span.start = run.asked;
  run.chats.set(parent, chat);
  chat.setResponseIds(message.id, message.model);
  const { input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens } = fieldsOf(
    message.usage,
  );
  chat.setUsage({
    ...cachedUsage(input_tokens, cache_read_input_tokens, cache_creation_input_tokens),
    output_tokens: output_tokens as number,
  });
  const blocks = listOf(message.content).map(fieldsOf);
  const calls = blocks.filter(({ type }) => type === 'tool_use');
  chat.answer.message()?.addAll(partsOf(blocks));
  chat.answer.finish(0, message.stop_reason ?? (calls.length > 0 ? 'tool_use' : 'end_turn'));
  if (failure !== undefined) chat.failAs(nameOf(failure), '');
  for (const { id, name, input } of calls) {
    endChat(run, parent);
    const tool = openBelow(root, run, above, toolRequest(nameOf(name), id));
    if (tool.showsInput) tool.setContentValue('gen_ai.tool.call.arguments', input);
    run.tools.set(id, tool);
  }
}

const chatRequest = (model: string): LlmRequest => ({
  operation: 'chat',
  model: model === '<synthetic>' ? '' : model,
  provider: 'anthropic',
  stream: false,
  attributes: {},
});

function openBelow(root: LlmSpan, run: Run, above: LlmSpan, asked: LlmRequest): LlmSpan {
  run.isOpening = true;
  const llmSpan = root.addChild(runWithSpan(above.span, () => startLlmSpan(asked)));
  run.isOpening = false;
  return llmSpan;
}

function endChat(run: Run, parent: unknown): void {
  run.chats.get(parent)?.end();
  run.chats.delete(parent);
}

function readResults(run: Run, blocks: readonly unknown[], parent: unknown): void {
  run.asked = now();
  endChat(run, parent);
  for (const { type, tool_use_id: id, content, is_error: isError } of blocks.map(fieldsOf)) {
    const tool = type === 'tool_result' ? run.tools.get(id) : undefined;
    run.tools.delete(id);
    if (tool?.showsOutput) tool.setContentValue('gen_ai.tool.call.result', content);
    if (isError === true) tool?.failAs('_OTHER', content);
    tool?.end();
  }
}

function endRun(root: LlmSpan, run: Run, { usage, subtype, result, is_error: isError }: Fields): void {
  for (const parent of run.chats.keys()) endChat(run, parent);
  const { input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens } =
    fieldsOf(usage);
  root.setUsage({
    ...cachedUsage(input_tokens, cache_read_input_tokens, cache_creation_input_tokens),
    output_tokens: output_tokens as number,
  });
  if (isError === true) root.failAs(nameOf(subtype), result);
  if (root.showsOutput && typeof result === 'string')
    root.answer.said(historyOf(result).flatMap(({ parts }) => parts));
}
