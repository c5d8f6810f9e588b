/**
 * OpenAI's Agents SDK: `run(agent, input)`. Its own trace processors tell of agents, models, tools, handoffs and
 * guardrails, with ids and parents; `addTraceProcessor` is how others listen, and where its provider stands is known.
 */
import { tryOrReport } from '../../../core/diagnostics.ts';
import { state } from '../../../core/state.ts';
import { now } from '../../../platform/clock.ts';
import { startTimer } from '../../../platform/timer.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { watchPromise } from '../../../platform/watch-promise.ts';
import type { Span } from '../../../trace/span.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { countOf, nameOf } from '../content/bounds.ts';
import { historyOf } from '../content/history.ts';
import { inProcessRequest, toolRequest } from '../in-process.ts';
import type { LlmSpan } from '../llm-span.ts';
import { providerOf } from '../provider.ts';
import { startLlmSpan } from '../start-span.ts';
import { forgotten } from '../tap-result.ts';
import { openaiUsage } from '../vendors/openai.ts';
import { readResponse } from '../vendors/openai-responses.ts';
import { llmHelper } from '../wrap-call.ts';

const adapter: Adapter = {
  request,
  response: readRun,
  chunk() {},
  prepare: followRun,
  observe: watchRun,
  input: (llmSpan, { args }) => llmSpan.setContent('gen_ai.input.messages', historyOf(agentInput(args))),
};

export const openaiAgents: Helper = /* @__PURE__ */ llmHelper(adapter);

/** `run(agent, input)` and `runner.run(agent, input)`; an input may be the state of a run that was interrupted. */
const agentInput = ([, input]: readonly unknown[]): unknown =>
  typeof input === 'string' || Array.isArray(input) ? input : undefined;

function request({ args, proven }: LlmCall): LlmRequest | undefined {
  const agent = fieldsOf(args[0]);
  if (!proven || typeof agent.name !== 'string' || agent.instructions === undefined) return undefined;
  const name = nameOf(agent.name);
  const stream = fieldsOf(args[2]).stream === true;
  return inProcessRequest('invoke_workflow', name, { 'gen_ai.workflow.name': name }, stream);
}

/** One run at a site, and the SDK's spans of it by their ids. */
interface Run {
  readonly root: LlmSpan;
  readonly spans: Map<string, LlmSpan>;
  /** Those that have not ended. */
  unsettled: number;
  /** When the program got its result; 0 before. */
  over: number;
}

const runs = /* @__PURE__ */ new WeakMap<Span, Run>();

interface SdkSpan {
  readonly spanId: string;
  readonly parentId: string | null;
  readonly spanData: Fields;
  readonly error: unknown;
}

const PROVIDER: unique symbol = Symbol.for('openai.agents.core.traceProvider') as never;
const CURRENT: unique symbol = Symbol.for('openai.agents.core.asyncLocalStorage') as never;

const shared = globalThis as {
  [PROVIDER]?: { registerProcessor?(processor: object): void };
  [CURRENT]?: { getStore?(): unknown };
};

let listening: unknown;

function followRun(root: LlmSpan): undefined {
  const run: Run = { root, spans: new Map(), unsettled: 0, over: 0 };
  runs.set(root.span, run);
  // What a tool does itself is below the tool.
  root.span.inner = () => run.spans.get(textOf(currentSpan().spanId))?.span;
  const provider = shared[PROVIDER];
  if (provider === undefined || provider === listening) return;
  listening = provider;
  provider.registerProcessor?.(processor);
}

const currentSpan = (): Fields => fieldsOf(fieldsOf(tryOrReport(() => shared[CURRENT]?.getStore?.())).span);

/** A tool may have opened spans of its own. */
function currentRun(): Run | undefined {
  for (let span = state.context.get(); span !== undefined; span = span.parent) {
    const run = runs.get(span);
    if (run !== undefined) return run;
  }
  return undefined;
}

const nothing = async (): Promise<void> => {};

/** Its methods are called in the run's own context, some moments later. */
const processor = {
  onTraceStart: nothing,
  onTraceEnd: nothing,
  onSpanStart: async (span: SdkSpan) => void tryOrReport(() => begun(span)),
  onSpanEnd: async (span: SdkSpan) => void tryOrReport(() => ended(span)),
  shutdown: nothing,
  forceFlush: nothing,
};

function begun({ spanId, parentId, spanData }: SdkSpan): void {
  const run = currentRun();
  if (run === undefined || run.root.ended) return;
  const above = run.spans.get(parentId ?? '') ?? run.root;
  const asked = requestOf(spanData);
  const span = asked ? run.root.addChild(state.context.run(above.span, () => startLlmSpan(asked))) : above;
  if (asked) run.unsettled++;
  run.spans.set(spanId, span);
}

/** undefined for what only groups others: tasks, turns. */
function requestOf({ type, name, model, from_agent, to_agent }: Fields): LlmRequest | undefined {
  switch (type) {
    case 'agent':
      return inProcessRequest('invoke_agent', nameOf(name), { 'gen_ai.agent.name': nameOf(name) });
    case 'generation':
    case 'response':
      return { operation: 'chat', model: nameOf(model), provider: 'openai', stream: false, attributes: {} };
    case 'function':
      return toolRequest(nameOf(name));
    case 'handoff':
      return inProcessRequest('', `handoff ${nameOf(to_agent)}`.trim(), {
        'gen_ai.agent.name': nameOf(from_agent) || undefined,
      });
    case 'guardrail':
      return inProcessRequest('', `guardrail ${nameOf(name)}`.trim());
    default:
      return undefined;
  }
}

function ended({ spanId, spanData, error }: SdkSpan): void {
  const run = currentRun();
  const span = run?.spans.get(spanId);
  if (run === undefined || span === undefined || requestOf(spanData) === undefined) return;
  readSpan(span, spanData);
  run.unsettled--;
  if (error) {
    span.failAs('_OTHER', fieldsOf(error).message);
  }
  span.end();
  if (run.over > 0) settleRun(run);
}

function readSpan(span: LlmSpan, data: Fields): void {
  if (data.type === 'function') {
    if (span.showsInput) span.setContentValue('gen_ai.tool.call.arguments', data.input);
    if (span.showsOutput) span.setContentValue('gen_ai.tool.call.result', data.output);
  } else if (data.type === 'response') readModel(span, fieldsOf(data._response), data._input);
  else if (data.type === 'generation') {
    span.nameModel(nameOf(data.model));
    span.set('gen_ai.provider.name', providerOf({ baseURL: fieldsOf(data.model_config).base_url }, 'openai'));
    span.setUsage(openaiUsage(fieldsOf(data.usage)));
    const [output] = listOf(data.output).map(fieldsOf);
    readModel(span, output ?? {}, data.input);
  } else if (data.type === 'handoff') span.span.name = `handoff ${nameOf(data.to_agent)}`.trim();
}

/** A response of either API, as the model gave it. */
function readModel(span: LlmSpan, body: Fields, asked: unknown): void {
  span.nameModel(nameOf(body.model));
  span.setResponseIds(body.id, body.model);
  if (span.showsInput) span.setContent('gen_ai.input.messages', historyOf(asked));
  if (Array.isArray(body.output)) return readResponse(span, body, openaiUsage);
  const [choice] = listOf(body.choices).map(fieldsOf);
  if (choice === undefined) return;
  span.answer.finish(0, choice.finish_reason);
  span.answer.said(historyOf([choice.message]).flatMap(({ parts }) => parts));
}

/** The whole is over when its last step has been told. */
function watchRun(result: unknown, root: LlmSpan): boolean {
  const run = runs.get(root.span);
  if (run === undefined || !(result instanceof Promise) || !Object.isExtensible(result)) return false;
  watchPromise(
    result,
    (value) => {
      tryOrReport(() => readRun(root, value));
      run.over = now();
      if (typeof value === 'object' && value !== null) forgotten.register(value, root);
      settleRun(run);
    },
    (error) => void startTimer(0, () => root.fail(error), true),
  );
  return true;
}

/** A moment later: what ends now is told by then. */
function settleRun(run: Run): void {
  startTimer(0, () => run.unsettled <= 0 && run.root.end(), true);
}

/** The sum of what its models counted; one that streams has not counted yet. */
function readRun(root: LlmSpan, value: unknown): void {
  // What it has not said yet it warns about.
  if (root.streaming) return;
  const { rawResponses, finalOutput } = fieldsOf(value);
  for (const { usage } of listOf(rawResponses).map(fieldsOf)) {
    const { inputTokens, outputTokens } = fieldsOf(usage);
    root.addUsage({ input_tokens: countOf(inputTokens), output_tokens: countOf(outputTokens) });
  }
  if (root.showsOutput && typeof finalOutput === 'string')
    root.answer.said(historyOf(finalOutput).flatMap(({ parts }) => parts));
}
