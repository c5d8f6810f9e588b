/** LangChain: models, embeddings, tools and retrievers are calls of their own, everything else a workflow. */
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, textOf, vectorLength } from '../../../../platform/unknown.ts';
import { isPromise } from '../../../../platform/watch-promise.ts';
import { type Helper, helper, type Invoke } from '../../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../../adapter.ts';
import { inProcessRequest, toolRequest } from '../../in-process.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { llmInvoke } from '../../wrap-call.ts';
import { messagesOf, readChunk, readMessage } from './messages.ts';
import { embeddingRequest, isModel, retrievalRequest, runnableName, runnableRequest } from './model.ts';
import { callbacksOf, isFollowed, withRuns } from './runs.ts';

const adapter: Adapter = { request, response, chunk, prepare, observe: watchValue, input };

export const callRunnable: Invoke = /* @__PURE__ */ llmInvoke(adapter);
export const langchain: Helper = /* @__PURE__ */ helper(callRunnable);

function request(call: LlmCall): LlmRequest | undefined {
  // Inside a run that is followed, this call is one of its steps.
  if (
    !(call.proven || isRunnable(call.self) || isEmbeddings(call.self)) ||
    isFollowed(callbacksOf(call.args[1]))
  )
    return undefined;
  const self = unboundRunnable(call.self);
  // A template fills in its blanks, and asks nobody.
  if (listOf(self.lc_namespace).includes('prompts')) return undefined;
  const { method } = call;
  const stream = method === 'stream' || method === 'streamEvents';
  if (method === 'embedQuery' || method === 'embedDocuments') return embeddingRequest(self);
  if (isModel(self) && method !== 'batch' && method !== 'streamEvents') return runnableRequest(self, stream);
  if ('_getRelevantDocuments' in self || method === 'getRelevantDocuments')
    return retrievalRequest(runnableName(self));
  return 'schema' in self && method === 'invoke'
    ? toolRequest(textOf(self.name))
    : workflowRequest(self, call, stream);
}

/** By the mark of all runnables; the agents of `langchain` 1 hold one, and have none of their own. */
export const isRunnable = (self: unknown): boolean =>
  fieldsOf(self).lc_runnable === true || fieldsOf(fieldsOf(self).graph).lc_runnable === true;

const isEmbeddings = (self: unknown): boolean =>
  typeof fieldsOf(self).embedQuery === 'function' && typeof fieldsOf(self).embedDocuments === 'function';

/** What a model, bound to its tools or settings, is beneath. */
function unboundRunnable(runnable: unknown): Fields {
  let found = fieldsOf(runnable);
  for (let depth = 0; 'bound' in found && depth < 9; depth++) found = fieldsOf(found.bound);
  return found;
}

function workflowRequest(self: Fields, { args }: LlmCall, stream: boolean): LlmRequest {
  const name = textOf(fieldsOf(args[1]).runName) || textOf(fieldsOf(self.options).name) || runnableName(self);
  return inProcessRequest('invoke_workflow', name, { 'gen_ai.workflow.name': name || undefined }, stream);
}

/** The steps of a workflow are told by callbacks; a model's own call shows in what it gives. */
function prepare(llmSpan: LlmSpan, { method, args }: LlmCall): unknown[] | undefined {
  if (llmSpan.operation !== 'invoke_workflow') return undefined;
  const [input, config, ...more] = args;
  // Only a batch has a list of configurations.
  if (Array.isArray(config)) {
    return [input, config.map((it) => withRuns(it, llmSpan)), ...more];
  }
  return method === 'generate' ? undefined : [input, withRuns(config, llmSpan), ...more];
}

/** A run may give anything, which is the program's; only what streams is followed. */
function watchValue(result: unknown, llmSpan: LlmSpan): boolean {
  if (isPromise(result) || result instanceof ReadableStream) return false;
  tryOrReport(() => response(llmSpan, result));
  llmSpan.end();
  return true;
}

const isGenerated = ({ operation }: LlmSpan): boolean =>
  operation === 'chat' || operation === 'text_completion';

/** A workflow streams whatever its program makes. */
function chunk(llmSpan: LlmSpan, value: unknown): void {
  if (isGenerated(llmSpan)) readChunk(llmSpan, value);
}

function response(llmSpan: LlmSpan, value: unknown): void {
  if (isGenerated(llmSpan)) readMessage(llmSpan, value);
  else if (llmSpan.operation === 'embeddings')
    llmSpan.set('gen_ai.embeddings.dimension.count', vectorLength(value));
  else if (llmSpan.operation === 'execute_tool' && llmSpan.showsOutput) {
    llmSpan.setContentValue('gen_ai.tool.call.result', fieldsOf(value).content ?? value);
  }
}

function input(llmSpan: LlmSpan, { args }: LlmCall): void {
  const [asked] = args;
  if (llmSpan.operation === 'execute_tool')
    llmSpan.setContentValue('gen_ai.tool.call.arguments', fieldsOf(asked).args ?? asked);
  else if (isGenerated(llmSpan)) llmSpan.setContent('gen_ai.input.messages', messagesOf(asked));
}
