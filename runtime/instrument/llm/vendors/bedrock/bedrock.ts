/** Amazon Bedrock: commands that an AWS client sends, and the methods of its aggregated client. */
import { activeSpan, runIn } from '../../../../core/active-span.ts';
import { attempt } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../../platform/unknown.ts';
import type { Helper } from '../../../call/helper.ts';
import type { Adapter, Call, Request } from '../../adapter.ts';
import { someOf } from '../../bounds.ts';
import { toolNames } from '../../content.ts';
import type { Recording } from '../../llm-span.ts';
import { setServer } from '../../start-span.ts';
import { observe } from '../../tap-result.ts';
import { llm } from '../../wrap-call.ts';
import { converseMessage, converseUsage, growBlock, partsOf } from './converse.ts';
import { invocation, invocationInput, readInvocation, readInvocationEvent } from './invoke-model.ts';

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
  recording.useTokens(converseUsage(fieldsOf(usage)));
  if (textOf(stopReason) === '') return;
  recording.answer.finish(0, stopReason);
  if (recording.showsOutput) recording.answer.said(partsOf(fieldsOf(fieldsOf(output).message).content));
}

function chunk(recording: Recording, value: unknown): void {
  const event = fieldsOf(value);
  const { chunk: bytes, messageStart, messageStop, metadata } = event;
  if (bytes) return readInvocationEvent(recording, fieldsOf(bytes).bytes);
  if (messageStart) recording.answer.expectFinish();
  if (messageStop) recording.answer.finish(0, fieldsOf(messageStop).stopReason);
  if (metadata) recording.useTokens(converseUsage(fieldsOf(fieldsOf(metadata).usage)));
  const block = event.contentBlockStart ?? event.contentBlockDelta;
  const message = block ? recording.answer.message() : undefined;
  if (message !== undefined) growBlock(message, fieldsOf(block));
}

function input(recording: Recording, call: Call): void {
  const { system, messages, toolConfig, body } = inputOf(call);
  if (body !== undefined) return invocationInput(recording, body);
  recording.show('gen_ai.system_instructions', partsOf(system));
  recording.show('gen_ai.input.messages', listOf(messages).slice(-1024).map(converseMessage));
  recording.show('gen_ai.tool.definitions', toolNames(someOf(fieldsOf(toolConfig).tools).map(toolOf)));
}

const toolOf = (tool: unknown): unknown => {
  const { toolSpec, systemTool } = fieldsOf(tool);
  return toolSpec ?? (systemTool && { type: 'system', name: fieldsOf(systemTool).name });
};
