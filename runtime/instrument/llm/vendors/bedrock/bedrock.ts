/** Amazon Bedrock: commands that an AWS client sends, and the methods of its aggregated client. */
import { activeSpan, runIn } from '../../../../core/active-span.ts';
import { attempt } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../../platform/unknown.ts';
import type { Helper } from '../../../call/helper.ts';
import type { Adapter, Call, Request } from '../../adapter.ts';
import { type Part, reasoning, text, toolCall, toolNames, toolResponse } from '../../content.ts';
import type { Recording } from '../../llm-span.ts';
import { setServer } from '../../start-span.ts';
import { observe } from '../../tap-result.ts';
import { cachedUsage, type Usage } from '../../usage.ts';
import { llm } from '../../wrap-call.ts';
import { invocation, readInvocation } from './invoke-model.ts';

const adapter: Adapter = { request, response, chunk, input, prepare, observe: watchResult };

export const bedrock: Helper = /* @__PURE__ */ llm(adapter);

/** Calls whose result comes by callback. */
const calledBack = /* @__PURE__ */ new WeakSet<Recording>();

/** The operation: by the command's schema, which keeps its name when classes are minified. */
function nameOf({ method, args }: Call): string {
  if (method !== 'send') return method.charAt(0).toUpperCase() + method.slice(1);
  const command = fieldsOf(args[0]);
  const { name } = Object(command.constructor) as { name?: unknown };
  return textOf(listOf(command.schema)[2]) || textOf(name).replace(/Command$/, '');
}

const inputOf = ({ method, args }: Call): Fields =>
  fieldsOf(method === 'send' ? fieldsOf(args[0]).input : args[0]);

function request(call: Call): Request | undefined {
  const [, kind, stream] = /^(Converse|InvokeModel)(Stream|WithResponseStream)?$/.exec(nameOf(call)) ?? [];
  if (!call.proven || kind === undefined) return undefined;
  const body = inputOf(call);
  const model = textOf(body.modelId);
  const { operation, attributes } =
    kind === 'Converse'
      ? { operation: 'chat', attributes: inferenceOf(fieldsOf(body.inferenceConfig)) }
      : invocation(model, body.body);
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
async function locate(recording: Recording, self: unknown): Promise<void> {
  const { endpoint, region } = fieldsOf(fieldsOf(self).config) as Record<string, (() => unknown) | undefined>;
  try {
    const { protocol, hostname, port } = fieldsOf(await endpoint?.());
    const url = hostname && `${textOf(protocol)}//${textOf(hostname)}${port ? `:${String(port)}` : ''}`;
    setServer(recording.span, textOf(url) || hostOf(textOf(await region?.())));
  } catch {} // the call fails of it as well
}

/** Partitions other than these are told by an endpoint. */
const hostOf = (region: string): string =>
  region && `https://bedrock-runtime.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;

const inferenceOf = (config: Fields) => ({
  'gen_ai.request.max_tokens': numberOf(config.maxTokens),
  'gen_ai.request.temperature': numberOf(config.temperature),
  'gen_ai.request.top_p': numberOf(config.topP),
  'gen_ai.request.stop_sequences': stringsOf(config.stopSequences),
});

/** A callback is called as it would be, outside the call's span. */
function prepare(recording: Recording, { args, self }: Call): unknown[] | undefined {
  void locate(recording, self);
  const at = args.findIndex((it) => typeof it === 'function');
  const callback = args[at] as ((this: unknown, ...values: unknown[]) => unknown) | undefined;
  if (callback === undefined) return undefined;
  calledBack.add(recording);
  const outer = activeSpan();
  return args.with(at, function (this: unknown, ...values: unknown[]) {
    const [error, data] = values;
    if (error) recording.fail(error);
    else attempt(() => observe(data, recording, adapter));
    return runIn(outer, () => callback.apply(this, values));
  });
}

/** Streams come inside the answer. */
function watchResult(result: unknown, recording: Recording): boolean {
  if (result === undefined && calledBack.delete(recording)) return true;
  const { stream, body, $metadata } = fieldsOf(result);
  recording.set('aws.request_id', textOf(fieldsOf($metadata).requestId) || undefined);
  const events = stream ?? body;
  if (Symbol.asyncIterator in fieldsOf(events)) observe(events, recording, adapter);
  return Symbol.asyncIterator in fieldsOf(events);
}

function response(recording: Recording, value: unknown): void {
  const { body, output, stopReason, usage } = fieldsOf(value);
  if (body instanceof Uint8Array) return readInvocation(recording, body);
  recording.useTokens(usageOf(fieldsOf(usage)));
  const reason = textOf(stopReason);
  if (reason === '') return;
  recording.finishReasons[0] = reason;
  if (!recording.capturesContent) return;
  const parts = partsOf(fieldsOf(fieldsOf(output).message).content);
  recording.output[0] = { role: 'assistant', parts, finish_reason: reason };
}

const usageOf = (usage: Fields): Usage => ({
  ...cachedUsage(
    numberOf(usage.inputTokens),
    numberOf(usage.cacheReadInputTokens),
    numberOf(usage.cacheWriteInputTokens),
  ),
  output_tokens: numberOf(usage.outputTokens),
});

function chunk(recording: Recording, value: unknown): void {
  const {
    chunk: bytes,
    messageStart,
    messageStop,
    metadata,
    contentBlockStart,
    contentBlockDelta,
  } = fieldsOf(value);
  if (bytes) return readInvocation(recording, fieldsOf(bytes).bytes);
  if (messageStart) recording.finishReasons[0] = undefined;
  if (messageStop) recording.finishReasons[0] = textOf(fieldsOf(messageStop).stopReason) || undefined;
  if (metadata) recording.useTokens(usageOf(fieldsOf(fieldsOf(metadata).usage)));
  const block = contentBlockStart ?? contentBlockDelta;
  if (block && recording.capturesContent) grow(recording, fieldsOf(block));
}

/** Content blocks as they come, by their index; only a tool's is begun by an event of its own. */
function grow(recording: Recording, { contentBlockIndex, start, delta }: Fields): void {
  const index = numberOf(contentBlockIndex) ?? 0;
  const { text: said, toolUse, reasoningContent } = fieldsOf(delta ?? start);
  const parts = [...(recording.output[0]?.parts ?? [])];
  const { toolUseId, name, input: more } = fieldsOf(toolUse);
  const known =
    parts[index] ?? (toolUse ? toolCall(toolUseId, name, '') : reasoningContent ? reasoning('') : text(''));
  const field = known.type === 'tool_call' ? 'arguments' : 'content';
  const added = textOf(said) || textOf(more) || textOf(fieldsOf(reasoningContent).text);
  parts[index] = { ...known, [field]: textOf(known[field]) + added };
  recording.output[0] = { role: 'assistant', parts };
}

function partsOf(content: unknown): Part[] {
  return listOf(content).flatMap((item): Part[] => {
    const { text: said, toolUse, toolResult, reasoningContent } = fieldsOf(item);
    if (typeof said === 'string') return [text(said)];
    if (toolUse) {
      const { toolUseId, name, input: args } = fieldsOf(toolUse);
      return [toolCall(toolUseId, name, args)];
    }
    if (toolResult) return [toolResponse(fieldsOf(toolResult).toolUseId, fieldsOf(toolResult).content)];
    const { reasoningText } = fieldsOf(reasoningContent);
    return reasoningText ? [reasoning(fieldsOf(reasoningText).text)] : [];
  });
}

function input(recording: Recording, call: Call): void {
  const { system, messages, toolConfig } = inputOf(call);
  recording.show('gen_ai.system_instructions', partsOf(system));
  const shown = listOf(messages).map((item) => {
    const { role, content } = fieldsOf(item);
    return { role: textOf(role) || 'user', parts: partsOf(content) };
  });
  recording.show('gen_ai.input.messages', shown);
  const tools = listOf(fieldsOf(toolConfig).tools).map((tool) => fieldsOf(tool).toolSpec);
  recording.show('gen_ai.tool.definitions', toolNames(tools));
}
