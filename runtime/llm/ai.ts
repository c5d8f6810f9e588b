/** Vercel's AI SDK, versions 6 and 7. A call with tools is an agent, whose steps are spans of their own. */
import { INTERNAL } from '../span.ts';
import type { Helper } from '../wraps/bound.ts';
import { llm } from '../wraps/llm.ts';
import type { Adapter, Call, Request } from './adapter.ts';
import { follow, readResult } from './ai-agent.ts';
import { baseUrlOf, modelOf, promptOf, samplingOf, tracesItself, vendorOf } from './ai-request.ts';
import { watchStream } from './ai-stream.ts';
import { type Fields, fieldsOf, textOf } from './fields.ts';

const adapter: Adapter = {
  request,
  response: readResult,
  chunk() {},
  prepare: follow,
  observe: watchStream,
  input: (recording, call) => promptOf(recording, { ...settingsOf(call), ...fieldsOf(call.args[0]) }),
};

export const ai: Helper = /* @__PURE__ */ llm(adapter);

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

function request(call: Call): Request | undefined {
  const method = call.method.replace(/^experimental_/, '');
  const operation = OPERATIONS[method];
  const settings = settingsOf(call);
  const options = { ...settings, ...fieldsOf(call.args[0]) };
  if (!call.proven || operation === undefined || tracesItself(options)) return undefined;
  const name = textOf(
    fieldsOf(options.telemetry ?? options.experimental_telemetry).functionId ?? settings.id,
  );
  const model = modelOf(options.model);
  const output = OUTPUTS[method] ?? (options.output === undefined ? undefined : 'json');
  const attributes = { ...samplingOf(options), 'gen_ai.output.type': output };
  const stream = method.startsWith('stream');
  if (operation !== 'chat' || !usesTools(options)) {
    const baseUrl = baseUrlOf(options.model);
    return { operation, model, provider: vendorOf(options.model), baseUrl, stream, attributes };
  }
  return {
    operation: 'invoke_agent',
    model,
    provider: '',
    stream,
    kind: INTERNAL,
    subject: name,
    attributes: { ...attributes, 'gen_ai.agent.name': name || undefined },
  };
}

/** What an agent was made with; a call's own options go before it. */
const settingsOf = ({ self }: Call): Fields => fieldsOf(fieldsOf(self).settings);

const usesTools = ({ tools }: Fields): boolean => Object.keys(fieldsOf(tools)).length > 0;
