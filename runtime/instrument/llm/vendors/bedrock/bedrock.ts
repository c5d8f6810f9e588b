/** Amazon Bedrock: commands that an AWS client sends, and the methods of its aggregated client. */
import { activeSpan, runWithSpan } from '../../../../core/active-span.ts';
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../../platform/unknown.ts';
import type { Helper } from '../../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../../adapter.ts';
import { nameOf, someOf } from '../../content/bounds.ts';
import { toolNames } from '../../content/content.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { setBaseUrl } from '../../start-span.ts';
import { tapResult } from '../../tap-result.ts';
import { llmHelper } from '../../wrap-call.ts';
import { converseMessage, converseUsage, growBlock, partsOf } from './converse.ts';
import { invocationInput, invokeModelRequest, readInvocationEvent, readInvokeModel } from './invoke-model.ts';

const adapter: Adapter = { request, response, chunk, input, prepare, observe: tapStreamInside };

export const bedrock: Helper = /* @__PURE__ */ llmHelper(adapter);

/** Calls whose result comes by callback. */
const calledBack = /* @__PURE__ */ new WeakSet<LlmSpan>();

/** The operation: by the command's schema, which keeps its name when classes are minified. */
function commandName({ method, args }: LlmCall): string {
  if (method !== 'send') return method.charAt(0).toUpperCase() + method.slice(1);
  const command = fieldsOf(args[0]);
  const { name } = Object(command.constructor) as { name?: unknown };
  return textOf(listOf(command.schema)[2]) || textOf(name).replace(/Command$/, '');
}

const inputOf = ({ method, args }: LlmCall): Fields =>
  fieldsOf(method === 'send' ? fieldsOf(args[0]).input : args[0]);

function request(call: LlmCall): LlmRequest | undefined {
  const [, kind, stream] =
    /^(Converse|InvokeModel)(Stream|WithResponseStream)?$/.exec(commandName(call)) ?? [];
  if (!call.proven || kind === undefined) return undefined;
  const body = inputOf(call);
  const model = textOf(body.modelId);
  const { operation, attributes } =
    kind === 'Converse'
      ? { operation: 'chat', attributes: inferenceOf(fieldsOf(body.inferenceConfig)) }
      : invokeModelRequest(model, body.body);
  const guardrail = body.guardrailIdentifier ?? fieldsOf(body.guardrailConfig).guardrailIdentifier;
  return {
    operation,
    model,
    provider: 'aws.bedrock',
    stream: stream !== undefined,
    attributes: { ...attributes, 'aws.bedrock.guardrail.id': textOf(guardrail) || undefined },
  };
}

/** A client knows its endpoint and region by functions of its own, which it remembers the answers of. */
async function setEndpoint(llmSpan: LlmSpan, self: unknown): Promise<void> {
  const { endpoint, region } = fieldsOf(fieldsOf(self).config) as Record<string, (() => unknown) | undefined>;
  try {
    const { protocol, hostname, port } = fieldsOf(await endpoint?.());
    const url = hostname && `${textOf(protocol)}//${textOf(hostname)}${port ? `:${String(port)}` : ''}`;
    setBaseUrl(llmSpan.span, textOf(url) || regionEndpoint(textOf(await region?.())));
  } catch {} // the call fails of it as well
}

/** Partitions other than these are told by an endpoint. */
const regionEndpoint = (region: string): string =>
  region && `https://bedrock-runtime.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;

const inferenceOf = (config: Fields) => ({
  'gen_ai.request.max_tokens': numberOf(config.maxTokens),
  'gen_ai.request.temperature': numberOf(config.temperature),
  'gen_ai.request.top_p': numberOf(config.topP),
  'gen_ai.request.stop_sequences': stringsOf(config.stopSequences),
});

/** A callback is called as it would be, outside the call's span. */
function prepare(llmSpan: LlmSpan, { args, self }: LlmCall): unknown[] | undefined {
  void setEndpoint(llmSpan, self);
  const at = args.findIndex((it) => typeof it === 'function');
  const callback = args[at] as ((this: unknown, ...values: unknown[]) => unknown) | undefined;
  if (callback === undefined) return undefined;
  calledBack.add(llmSpan);
  const outer = activeSpan();
  return args.with(at, function (this: unknown, ...values: unknown[]) {
    const [error, data] = values;
    if (error) llmSpan.fail(error);
    else tryOrReport(() => tapResult(data, llmSpan, adapter));
    return runWithSpan(outer, () => callback.apply(this, values));
  });
}

/** Streams come inside the answer. */
function tapStreamInside(result: unknown, llmSpan: LlmSpan): boolean {
  if (result === undefined && calledBack.delete(llmSpan)) return true;
  const { stream, body, $metadata } = fieldsOf(result);
  llmSpan.set('aws.request_id', textOf(fieldsOf($metadata).requestId) || undefined);
  const events = stream ?? body;
  if (Symbol.asyncIterator in fieldsOf(events)) tapResult(events, llmSpan, adapter);
  return Symbol.asyncIterator in fieldsOf(events);
}

function response(llmSpan: LlmSpan, value: unknown): void {
  const { body, output, stopReason, usage, serviceTier } = fieldsOf(value);
  llmSpan.tier = nameOf(fieldsOf(serviceTier).type);
  if (body instanceof Uint8Array) return readInvokeModel(llmSpan, body);
  llmSpan.setUsage(converseUsage(fieldsOf(usage)));
  if (textOf(stopReason) === '') return;
  llmSpan.answer.finish(0, stopReason);
  if (llmSpan.showsOutput) llmSpan.answer.said(partsOf(fieldsOf(fieldsOf(output).message).content));
}

function chunk(llmSpan: LlmSpan, value: unknown): void {
  const event = fieldsOf(value);
  const { chunk: bytes, messageStart, messageStop, metadata } = event;
  if (bytes) return readInvocationEvent(llmSpan, fieldsOf(bytes).bytes);
  if (messageStart) llmSpan.answer.expectFinish();
  if (messageStop) llmSpan.answer.finish(0, fieldsOf(messageStop).stopReason);
  if (metadata) llmSpan.setUsage(converseUsage(fieldsOf(fieldsOf(metadata).usage)));
  const block = event.contentBlockStart ?? event.contentBlockDelta;
  const message = block ? llmSpan.answer.message() : undefined;
  if (message !== undefined) growBlock(message, fieldsOf(block));
}

function input(llmSpan: LlmSpan, call: LlmCall): void {
  const { system, messages, toolConfig, body } = inputOf(call);
  if (body !== undefined) return invocationInput(llmSpan, body);
  llmSpan.setContent('gen_ai.system_instructions', partsOf(system));
  llmSpan.setContent('gen_ai.input.messages', listOf(messages).slice(-1024).map(converseMessage));
  llmSpan.setContent('gen_ai.tool.definitions', toolNames(someOf(fieldsOf(toolConfig).tools).map(toolOf)));
}

const toolOf = (tool: unknown): unknown => {
  const { toolSpec, systemTool } = fieldsOf(tool);
  return toolSpec ?? (systemTool && { type: 'system', name: fieldsOf(systemTool).name });
};
