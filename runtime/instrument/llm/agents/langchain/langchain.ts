/** LangChain: models, embeddings, tools and retrievers are calls of their own, everything else a workflow. */
import { attempt } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, textOf, vectorLength } from '../../../../platform/unknown.ts';
import { INTERNAL } from '../../../../trace/span.ts';
import { type Helper, helper, type Invoke } from '../../../call/helper.ts';
import type { Adapter, Call, Request } from '../../adapter.ts';
import type { Recording } from '../../llm-span.ts';
import { toolRequest } from '../../tool-request.ts';
import { llmCall } from '../../wrap-call.ts';
import { messagesOf, readChunk, readMessage } from './messages.ts';
import { embeddingRequest, isModel, nameOf, requestOf, retrievalRequest } from './model.ts';
import { callbacksOf, isFollowed, withRuns } from './runs.ts';

const adapter: Adapter = { request, response, chunk, prepare, observe: watchValue, input };

export const callRunnable: Invoke = /* @__PURE__ */ llmCall(adapter);
export const langchain: Helper = /* @__PURE__ */ helper(callRunnable);

function request(call: Call): Request | undefined {
  // Inside a run that is followed, this call is one of its steps.
  if (!(call.proven || isRunnable(call.self)) || isFollowed(callbacksOf(call.args[1]))) return undefined;
  const self = unbound(call.self);
  const { method } = call;
  const stream = method === 'stream' || method === 'streamEvents';
  if (method === 'embedQuery' || method === 'embedDocuments') return embeddingRequest(self);
  if (isModel(self) && method !== 'batch' && method !== 'streamEvents') return requestOf(self, stream);
  if ('_getRelevantDocuments' in self || method === 'getRelevantDocuments')
    return retrievalRequest(nameOf(self));
  return 'schema' in self && method === 'invoke'
    ? toolRequest(textOf(self.name))
    : workflow(self, call, stream);
}

/** By the mark of all runnables; the agents of `langchain` 1 hold one, and have none of their own. */
export const isRunnable = (self: unknown): boolean =>
  fieldsOf(self).lc_runnable === true || fieldsOf(fieldsOf(self).graph).lc_runnable === true;

/** What a model, bound to its tools or settings, is beneath. */
function unbound(runnable: unknown): Fields {
  let found = fieldsOf(runnable);
  for (let depth = 0; 'bound' in found && depth < 9; depth++) found = fieldsOf(found.bound);
  return found;
}

function workflow(self: Fields, { args }: Call, stream: boolean): Request {
  const name = textOf(fieldsOf(args[1]).runName) || textOf(fieldsOf(self.options).name) || nameOf(self);
  return {
    operation: 'invoke_workflow',
    model: '',
    provider: '',
    kind: INTERNAL,
    subject: name,
    stream,
    attributes: { 'gen_ai.workflow.name': name || undefined },
  };
}

/** The steps of a workflow are told by callbacks; a model's own call shows in what it gives. */
function prepare(recording: Recording, { method, args }: Call): unknown[] | undefined {
  if (recording.operation !== 'invoke_workflow') return undefined;
  const [input, config, ...more] = args;
  // Only a batch has a list of configurations.
  if (Array.isArray(config)) {
    return [input, config.map((it) => withRuns(it, recording)), ...more];
  }
  return method === 'generate' ? undefined : [input, withRuns(config, recording), ...more];
}

/** A run may give anything, which is the program's; only what streams is followed. */
function watchValue(result: unknown, recording: Recording): boolean {
  if (result instanceof Promise || result instanceof ReadableStream) return false;
  attempt(() => response(recording, result));
  recording.end();
  return true;
}

const isGenerated = ({ operation }: Recording): boolean =>
  operation === 'chat' || operation === 'text_completion';

/** A workflow streams whatever its program makes. */
function chunk(recording: Recording, value: unknown): void {
  if (isGenerated(recording)) readChunk(recording, value);
}

function response(recording: Recording, value: unknown): void {
  if (isGenerated(recording)) readMessage(recording, value);
  else if (recording.operation === 'embeddings')
    recording.set('gen_ai.embeddings.dimension.count', vectorLength(value));
  else if (recording.operation === 'execute_tool' && recording.showsOutput) {
    recording.showValue('gen_ai.tool.call.result', fieldsOf(value).content ?? value);
  }
}

function input(recording: Recording, { args }: Call): void {
  const [asked] = args;
  if (recording.operation === 'execute_tool')
    recording.showValue('gen_ai.tool.call.arguments', fieldsOf(asked).args ?? asked);
  else if (isGenerated(recording)) recording.show('gen_ai.input.messages', messagesOf(asked));
}
