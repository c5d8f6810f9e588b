/** One run of an agent, a network, a workflow or a query engine; what it asks models and tools is below it. */
import { fieldsOf, textOf } from '../../../../platform/unknown.ts';
import type { Adapter, LlmCall, LlmRequest } from '../../adapter.ts';
import { nameOf, someOf } from '../../content/bounds.ts';
import { historyOf } from '../../content/history.ts';
import { inProcessRequest } from '../../in-process.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { belowRun, endWhenQuiet, isRunOf } from './below-run.ts';
import { madeName } from './made-name.ts';

export const agentAdapter: Adapter = {
  request: runRequest,
  response: readRun,
  chunk() {},
  prepare: (llmSpan, { self }) => belowRun(llmSpan, self),
  observe: observeRun,
  input: showRun,
};

const NAMED: Readonly<Record<string, string>> = {
  invoke_agent: 'gen_ai.agent.name',
  invoke_workflow: 'gen_ai.workflow.name',
  retrieval: 'gen_ai.data_source.id',
};

export function runRequest({ method, self, facts, args }: LlmCall): LlmRequest | undefined {
  // Without tools it is one call of its model, which tells of itself.
  if (
    facts.tools &&
    facts.op === 'invoke_agent' &&
    Object.keys(fieldsOf(fieldsOf(args[0]).tools)).length === 0
  )
    return undefined;
  // Its methods call one another.
  if (isRunOf(self)) return undefined;
  const { op = '' } = facts;
  const name = nameOf(madeName(self, facts));
  const attributes = { [NAMED[op] ?? 'gen_ai.agent.name']: name || undefined };
  return inProcessRequest(op, name, attributes, /stream/i.test(method));
}

/** A text, messages, or an object that holds one of them; some have a context before it. */
export function showRun(llmSpan: LlmSpan, { args }: LlmCall): void {
  for (const given of args) {
    const { prompt, messages, query, message, input } = fieldsOf(given);
    const asked = [given, prompt, messages, query, message, input].find(
      (it) => typeof it === 'string' || Array.isArray(it),
    );
    if (asked !== undefined) return llmSpan.setContent('gen_ai.input.messages', historyOf(asked));
  }
}

function readRun(llmSpan: LlmSpan, value: unknown): void {
  const { text, output, response, message } = fieldsOf(value);
  if (!llmSpan.showsOutput) return;
  const said = [value, text, output, response, fieldsOf(message).content].find((it) => textOf(it) !== '');
  if (said !== undefined) llmSpan.answer.said(historyOf(said).flatMap(({ parts }) => parts));
  if (llmSpan.operation === 'retrieval')
    llmSpan.setContent('gen_ai.retrieval.documents', someOf(value).map(documentOf));
}

/** As LlamaIndex gives what it found. */
function documentOf(found: unknown): object {
  const { node, score } = fieldsOf(found);
  return { id: nameOf(fieldsOf(node).id_), score };
}

/** True for what streams and is no plain stream: it may have methods that only look like an emitter's. */
function observeRun(result: unknown, llmSpan: LlmSpan): boolean {
  if (!llmSpan.streaming || typeof result !== 'object' || result === null) return false;
  if (result instanceof Promise || (Symbol.asyncIterator in result && !('on' in result))) return false;
  endWhenQuiet(llmSpan);
  return true;
}
