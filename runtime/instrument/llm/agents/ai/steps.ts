/**
 * The steps of an agent: calls of its model and of its tools, as child spans. Version 7 of the SDK tells of
 * them on the diagnostics channel `ai:telemetry`, so that what a tool does is below the tool; version 6
 * tells registered integrations, which see the times but cannot give a context.
 */
import { state } from '../../../../core/state.ts';
import { builtin } from '../../../../platform/builtin.ts';
import { now } from '../../../../platform/clock.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../../platform/unknown.ts';
import type { Span } from '../../../../trace/span.ts';
import { errorOf } from '../../error.ts';
import { toolRequest } from '../../in-process.ts';
import type { LlmSpan, Privacy } from '../../llm-span.ts';
import { startLlmSpan } from '../../start-span.ts';
import { modelOf, registry, vendorOf } from './request.ts';
import { readStep } from './result.ts';

interface Agent {
  readonly recording: LlmSpan;
  /** Calls of the model that wait for what the whole result says of them, and how many need not. */
  readonly steps: LlmSpan[];
  settled: number;
  readonly tools: Map<unknown, LlmSpan>;
  /** The call of the step that runs; one, whatever the number of its attempts. */
  chat: LlmSpan | undefined;
  /** Of the latest attempt. */
  failure: unknown;
  /** The step that failed was the last one: no promise of the result may say so. */
  isBroken: boolean;
  /** Version 6 gives none; nor is there any while a step begins. */
  hasContext: boolean;
}

/** One event of the channel; the same object from its start to its end. */
interface Message {
  readonly type: string;
  readonly event: Fields;
  readonly result?: unknown;
  readonly error?: unknown;
}

const agents = /* @__PURE__ */ new WeakMap<Span, Agent>();
/** By the SDK's own id of the call: what reads a stream is in any context. */
const byCall = /* @__PURE__ */ new Map<unknown, Agent>();
const MOST_CALLS = 1_000;
const byMessage = /* @__PURE__ */ new WeakMap<Message, Agent>();
/** What was active before a message's call was entered. */
const outside = /* @__PURE__ */ new WeakMap<Message, Span | undefined>();
let listening = false;

export function followSteps(llmSpan: LlmSpan): undefined {
  listenSteps();
  const agent: Agent = {
    recording: llmSpan,
    steps: [],
    settled: 0,
    tools: new Map(),
    chat: undefined,
    failure: undefined,
    isBroken: false,
    hasContext: true,
  };
  agents.set(llmSpan.span, agent);
  llmSpan.span.inner = () => innerOf(agent);
}

/** Where there is no context: what is called now is the model's, or the one tool's that runs. */
function innerOf({ chat, tools, hasContext }: Agent): Span | undefined {
  if (hasContext) return undefined;
  const [tool, ...others] = tools.values();
  if (chat !== undefined && chat.answered === 0) return chat.span;
  return others.length === 0 ? tool?.span : undefined;
}

/** Those that ended are forgotten; of those that never do, the oldest. */
function registerAgent(agent: Agent, callId: unknown): void {
  byCall.set(callId, agent);
  for (const [id, { recording: llmSpan }] of byCall)
    if (llmSpan.ended || byCall.size > MOST_CALLS) byCall.delete(id);
    else break;
}

/** What made the call fail, where the SDK says no more than that nothing was generated. */
export function failureOf(llmSpan: LlmSpan, error: unknown): unknown {
  const failure = agents.get(llmSpan.span)?.failure;
  return textOf(fieldsOf(error).name) === 'AI_NoOutputGeneratedError' ? (failure ?? error) : error;
}

/** A whole result, of one step or several; false where its last step failed. */
export function readAiResult(llmSpan: LlmSpan, value: unknown): boolean {
  const result = fieldsOf(value);
  const steps = listOf(result.steps);
  const agent = agents.get(llmSpan.span);
  if (agent !== undefined) settleSteps(agent, steps);
  // The sum of all steps.
  readStep(llmSpan, steps.at(-1) ?? value, result.totalUsage ?? result.usage);
  return !agent?.isBroken;
}

/** Ends the calls of the model with what the result says of each. */
function settleSteps(agent: Agent, steps: readonly unknown[]): void {
  // It began, and there is no word of its end.
  if (agent.chat !== undefined && steps.length > 0 && agent.settled + agent.steps.length >= steps.length)
    breakStep(agent);
  endStep(agent);
  for (const [index, chat] of agent.steps.entries()) settle(chat, steps[agent.settled + index]);
}

function settle(chat: LlmSpan, step: unknown): void {
  const { responseTimeMs } = fieldsOf(fieldsOf(step).performance);
  readStep(chat, step);
  chat.end(typeof responseTimeMs === 'number' ? chat.span.start + responseTimeMs : chat.answered);
}

function breakStep(agent: Agent): void {
  agent.isBroken = true;
  agent.chat?.failAs(typeOf(agent.failure), '');
  agent.chat?.end();
  agent.chat = undefined;
}

/** `error.type` of what broke a stream that no promise is rejected of. */
export const stepBrokenBy = (llmSpan: LlmSpan): string => typeOf(agents.get(llmSpan.span)?.failure);

const typeOf = (failure: unknown): string => (failure === undefined ? '_OTHER' : errorOf(failure).type);

const isAgentEvent = (agent: Agent | undefined): agent is Agent =>
  agent?.recording.operation === 'invoke_agent';

const currentAgent = (): Agent | undefined => {
  const span = state.context.get();
  return span && agents.get(span);
};

function listenSteps(): void {
  if (listening) return;
  listening = true;
  registry.AI_SDK_TELEMETRY_INTEGRATIONS ??= [];
  registry.AI_SDK_TELEMETRY_INTEGRATIONS.push(integration);
  const channels = builtin<{ tracingChannel?(name: string): Channel }>('node:diagnostics_channel');
  channels
    ?.tracingChannel?.('ai:telemetry')
    .subscribe({ start: startMessage, end: endMessage, asyncStart() {}, asyncEnd, error: failMessage });
}

interface Channel {
  subscribe(listeners: Readonly<Record<string, (message: Message) => void>>): void;
}

/** Channels call their listeners around the call, in its own synchronous turn. */
function startMessage(message: Message): void {
  const agent = currentAgent();
  if (agent === undefined) return;
  byMessage.set(message, agent);
  const call = isAgentEvent(agent) ? openSpan(agent, message) : undefined;
  if (call === undefined) return;
  outside.set(message, state.context.get());
  state.context.enter(call.span);
}

function openSpan(agent: Agent, { type, event }: Message): LlmSpan | undefined {
  if (type === 'languageModelCall') return openChat(agent, event);
  return type === 'executeTool' ? openTool(agent, fieldsOf(event.toolCall)) : undefined;
}

function endMessage(message: Message): void {
  if (outside.has(message)) state.context.enter(outside.get(message));
}

function failMessage(message: Message): void {
  const agent = byMessage.get(message);
  if (agent !== undefined && message.type === 'languageModelCall') agent.failure = message.error;
}

function asyncEnd(message: Message): void {
  const { type, event, result, error: failure } = message;
  const agent = byMessage.get(message);
  if (agent === undefined) return;
  if (type === 'step') endStep(agent, failure);
  else if (type === 'executeTool')
    endTool(agent, fieldsOf(event.toolCall), fieldsOf(fieldsOf(result).output), failure);
  else if (type === 'languageModelCall' && !fieldsOf(result).stream && agent.chat)
    agent.chat.answered = now();
}

function openChat(agent: Agent, model: Fields): LlmSpan {
  agent.isBroken = false;
  agent.chat ??= agent.recording.addChild(
    startLlmSpan({
      operation: 'chat',
      model: modelOf(model),
      provider: vendorOf(model),
      stream: agent.recording.streaming,
      attributes: {},
      privacy: agentPrivacy(agent),
    }),
  );
  return agent.chat;
}

const agentPrivacy = ({ recording: llmSpan }: Agent): Privacy => llmSpan.privacy;

/** A step that tells all of itself when it is over, whatever becomes of the next one. */
function finishStep(agent: Agent, step: Fields): void {
  const chat = agent.chat ?? agent.steps.pop();
  agent.chat = undefined;
  if (chat === undefined) return;
  agent.settled++;
  chat.answered ||= now();
  settle(chat, step);
}

function endStep(agent: Agent, failure?: unknown): void {
  const { chat } = agent;
  agent.chat = undefined;
  if (chat === undefined) return;
  if (failure !== undefined) return chat.fail(agent.failure ?? failure);
  chat.answered ||= now();
  agent.steps.push(chat);
}

function openTool(agent: Agent, { toolCallId, toolName, input }: Fields): LlmSpan {
  const llmSpan = agent.recording.addChild(
    startLlmSpan({ ...toolRequest(textOf(toolName), toolCallId), privacy: agentPrivacy(agent) }),
  );
  if (llmSpan.showsInput) llmSpan.setContentValue('gen_ai.tool.call.arguments', input);
  agent.tools.set(toolCallId, llmSpan);
  return llmSpan;
}

function endTool(agent: Agent, { toolCallId }: Fields, output: Fields, failure: unknown): void {
  const llmSpan = agent.tools.get(toolCallId);
  agent.tools.delete(toolCallId);
  const thrown = failure ?? output.error;
  if (llmSpan?.showsOutput) llmSpan.setContentValue('gen_ai.tool.call.result', output.output);
  if (thrown === undefined) llmSpan?.end();
  else llmSpan?.fail(thrown);
}

/** Version 7 calls those of its own names as well, and says its version in what it gives. */
const whileFollowed =
  (tell: (agent: Agent, event: Fields) => void) =>
  (event: Fields): void => {
    const agent = event.aiVersion === undefined ? currentAgent() : undefined;
    if (!isAgentEvent(agent)) return;
    agent.hasContext = true;
    tell(agent, event);
    agent.hasContext = false;
  };

/** Of version 7, by its id. */
const toldById =
  (tell: (agent: Agent, event: Fields) => void) =>
  (event: Fields): void => {
    const agent = event.aiVersion === undefined ? undefined : byCall.get(event.callId);
    if (agent !== undefined) tell(agent, event);
  };

const integration = {
  onStart(event: Fields): void {
    const agent = event.aiVersion === undefined ? undefined : currentAgent();
    if (agent !== undefined && event.callId !== undefined) registerAgent(agent, event.callId);
  },
  onStepEnd: /* @__PURE__ */ toldById((agent, event) => isAgentEvent(agent) && finishStep(agent, event)),
  onStepError: /* @__PURE__ */ toldById((agent, event) => {
    agent.failure ??= event.error;
    breakStep(agent);
  }),
  onError: /* @__PURE__ */ toldById((agent, event) =>
    agent.recording.fail(failureOf(agent.recording, event.error)),
  ),
  onStepStart: /* @__PURE__ */ whileFollowed((agent, { model }) => openChat(agent, fieldsOf(model))),
  onStepFinish: /* @__PURE__ */ whileFollowed(finishStep),
  onToolCallStart: /* @__PURE__ */ whileFollowed((agent, { toolCall }) => {
    if (agent.chat !== undefined) agent.chat.answered ||= now();
    openTool(agent, fieldsOf(toolCall));
  }),
  onToolCallFinish: /* @__PURE__ */ whileFollowed((agent, { toolCall, output, error: failure }) =>
    endTool(agent, fieldsOf(toolCall), { output }, failure),
  ),
};
