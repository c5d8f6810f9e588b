/** Vercel's AI SDK, versions 6 and 7. A call with tools is an agent, whose steps are spans of their own. */
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, textOf } from '../../../../platform/unknown.ts';
import { INTERNAL } from '../../../../trace/span.ts';
import { type Callable, type Helper, helper, type Invoke } from '../../../call/helper.ts';
import type { SiteText } from '../../../call/site.ts';
import type { Adapter, LlmCall, LlmRequest } from '../../adapter.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { llmInvoke } from '../../wrap-call.ts';
import { watchModel, watchTools } from '../made/watch.ts';
import { modelBaseUrl, modelOf, privacyOf, promptOf, samplingOf, tracesItself, vendorOf } from './request.ts';
import { followSteps, readAiResult } from './steps.ts';
import { watchStream } from './stream.ts';

const adapter: Adapter = {
  request,
  response: (llmSpan, value) => void readAiResult(llmSpan, value),
  chunk() {},
  prepare,
  observe: watchStream,
  input: (llmSpan, call) => promptOf(llmSpan, { ...settingsOf(call), ...fieldsOf(call.args[0]) }),
};

function prepare(llmSpan: LlmSpan, { args: [options], site }: LlmCall): undefined {
  const { model, tools } = fieldsOf(options);
  // Version 5 tells nobody of its steps.
  if (llmSpan.operation === 'invoke_agent' && fieldsOf(model).specificationVersion === 'v2') {
    watchModel(site, fieldsOf(model));
    watchTools(site, tools);
  }
  followSteps(llmSpan);
}

const callModel: Invoke = /* @__PURE__ */ llmInvoke(adapter);

/** Of a function, or of an agent's method. */
export const callSdk: Invoke = (site, method, self, args) => {
  const given = DRIVES.test(site) ? tryOrReport(() => withTracedAgent(site, args)) : undefined;
  return callModel(site, method, self, given ?? args);
};

export const ai: Helper = /* @__PURE__ */ helper(callSdk);

/** Functions that let the agent stream that they are given: its call is theirs. */
const DRIVES = /[?&]method=(?:create|pipe)AgentUIStream/;

function withTracedAgent(site: SiteText, [options, ...rest]: unknown[]): unknown[] | undefined {
  const { agent } = fieldsOf(options);
  if (!isAiAgent(agent) || Object.getPrototypeOf(options) !== Object.prototype) return undefined;
  const streams = site.replace(/([?&]method=)\w+/, '$1stream');
  const stream = (...given: unknown[]): unknown => callModel(streams, agent.stream, agent, given);
  // Only the SDK sees it; what the agent reads of itself, private fields too, it reads as itself.
  const traced = new Proxy(agent, {
    get: (target, key) => (key === 'stream' ? stream : Reflect.get(target, key, target)),
  });
  return [{ ...(options as object), agent: traced }, ...rest];
}

interface Agent {
  readonly version: string;
  readonly id?: unknown;
  /** Of the SDK's own agents. */
  readonly settings?: unknown;
  readonly stream: Callable;
}

/** By the version of their interface, which programs' own agents have, too. */
const isAiAgent = (value: unknown): value is Agent =>
  textOf(fieldsOf(value).version).startsWith('agent-v') && typeof fieldsOf(value).stream === 'function';

const OPERATIONS: Readonly<Record<string, string>> = {
  generateText: 'chat',
  streamText: 'chat',
  generateObject: 'chat',
  streamObject: 'chat',
  // of a ToolLoopAgent
  generate: 'chat',
  stream: 'chat',
  embed: 'embeddings',
  embedMany: 'embeddings',
  rerank: 'rerank',
  generateImage: 'generate_content',
  generateSpeech: 'generate_content',
  transcribe: 'generate_content',
};

const OUTPUTS: Readonly<Record<string, string>> = {
  generateObject: 'json',
  streamObject: 'json',
  generateImage: 'image',
  generateSpeech: 'speech',
  transcribe: 'text',
};

function request(call: LlmCall): LlmRequest | undefined {
  const method = call.method.replace(/^experimental_/, '');
  const operation = OPERATIONS[method];
  const settings = settingsOf(call);
  const options = { ...settings, ...fieldsOf(call.args[0]) };
  const agent = isAiAgent(call.self) ? call.self : undefined;
  if (
    !(call.proven || agent || isWrapped(method, options)) ||
    operation === undefined ||
    tracesItself(options)
  )
    return undefined;
  const name = textOf(
    fieldsOf(options.telemetry ?? options.experimental_telemetry).functionId ?? settings.id ?? agent?.id,
  );
  const model = modelOf(options.model);
  const output = OUTPUTS[method] ?? (options.output === undefined ? undefined : 'json');
  const attributes = { ...samplingOf(options), 'gen_ai.output.type': output };
  const stream = method.startsWith('stream');
  const privacy = privacyOf(options);
  // An agent of the program's own may do anything.
  const isWorkflow = usesTools(options) || (agent && agent.settings === undefined);
  if (operation !== 'chat' || !isWorkflow) {
    const baseUrl = modelBaseUrl(options.model);
    return { operation, model, provider: vendorOf(options.model), baseUrl, stream, attributes, privacy };
  }
  return {
    operation: 'invoke_agent',
    model,
    provider: '',
    stream,
    kind: INTERNAL,
    subject: name,
    privacy,
    attributes: { ...attributes, 'gen_ai.agent.name': name || undefined },
  };
}

/** A call of a function that somebody wrapped: a model of the SDK's, or the id of one, and something to ask it. */
const isWrapped = (method: string, { model, prompt, messages, value, values }: Fields): boolean =>
  !/^(?:generate|stream)$/.test(method) &&
  (typeof model === 'string' || fieldsOf(model).specificationVersion !== undefined) &&
  [prompt, messages, value, values].some((it) => it !== undefined);

/** What an agent was made with; a call's own options go before it. */
const settingsOf = ({ self }: LlmCall): Fields => fieldsOf(fieldsOf(self).settings);

const usesTools = ({ tools }: Fields): boolean => Object.keys(fieldsOf(tools)).length > 0;
