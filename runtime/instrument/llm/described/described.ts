/**
 * Clients of which the rule says all that there is to say, as facts of the site: tools, vector stores, and models
 * that give no words. Facts name where things stand in the call (`0` its first argument, `this` its receiver) or in
 * the answer; transformer/rules/clients/described.ts has them, and what each is called.
 */
import { type Fields, fieldsOf, listOf, numberOf, textOf, vectorLength } from '../../../platform/unknown.ts';
import { CLIENT } from '../../../trace/span.ts';
import { type Helper, helper } from '../../call/helper.ts';
import { siteOf } from '../../call/site.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { countOf, nameOf, someOf } from '../content/bounds.ts';
import { redactContent } from '../content/content.ts';
import { historyOf } from '../content/history.ts';
import { mediaPart } from '../content/media.ts';
import type { LlmSpan } from '../llm-span.ts';
import { tapResult } from '../tap-result.ts';
import { lazyInvoke } from '../watch/lazy-call.ts';
import { llmInvoke } from '../wrap-call.ts';
import { foundAt } from './found-at.ts';
import { sqlOf } from './sql.ts';

type Facts = LlmCall['facts'];

/** What the rule says of a call that runs. */
const factsOf = /* @__PURE__ */ new WeakMap<LlmSpan, Facts>();

const adapter: Adapter = {
  request,
  response,
  chunk,
  input,
  prepare: (llmSpan, { facts }) => void factsOf.set(llmSpan, facts) as undefined,
  observe: tapInside,
};

const invoke = /* @__PURE__ */ llmInvoke(adapter);

export const described: Helper = /* @__PURE__ */ helper((site, method, self, args) => {
  const { runs, limits } = siteOf(site).facts;
  const call = runs === undefined ? invoke : lazyInvoke(invoke, runs.split(' '), limits);
  return call(site, method, self, args);
});

const placesIn = ({ self, args }: LlmCall): Fields => ({ this: self, ...fieldsOf(args) });

function request(call: LlmCall): LlmRequest | undefined {
  const { facts, method } = call;
  const { op = '', by = '', system } = facts;
  const places = placesIn(call);
  const at = (name: string): unknown => foundAt(places, facts[name]);
  if (facts.when !== undefined && !new RegExp(facts.when, 'i').test(keysIn(at('whenAt')))) return undefined;
  if (!call.proven && facts.when === undefined) return undefined;
  const { table, limit } = facts.sql === undefined ? {} : sqlOf(places);
  const model = nameOf(at('model'));
  const collection = table ?? nameOf(at('collection'));
  const tool = op === 'execute_tool' ? `${by}.${method.slice(method.lastIndexOf('.') + 1)}` : undefined;
  return {
    operation: op,
    model,
    provider: by,
    baseUrl: String(at('at') ?? ''),
    stream: facts.streams === '1',
    subject: tool ?? (model || collection || nameOf(at('agent'))),
    kind: CLIENT,
    attributes: {
      'gen_ai.tool.name': tool,
      'gen_ai.tool.type': tool && 'extension',
      'gen_ai.output.type': facts.out,
      'gen_ai.agent.id': op === 'invoke_agent' ? nameOf(at('agent')) || undefined : undefined,
      'gen_ai.conversation.id': nameOf(at('session')) || undefined,
      'gen_ai.data_source.id': collection || undefined,
      'gen_ai.request.top_k': numberOf(limit ?? at('top')),
      'gen_ai.embeddings.dimension.count': numberOf(at('dims')),
      'db.system.name': system,
      'db.collection.name': system && (collection || undefined),
    },
  };
}

/** Names of what is asked for, a few levels deep, or the text itself: enough to tell what kind of request it is. */
function keysIn(value: unknown, depth = 3): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return textOf(value);
  return Object.entries(value)
    .map(([key, it]) => `${key} ${depth === 0 || typeof it !== 'object' ? '' : keysIn(it, depth - 1)}`)
    .join(' ');
}

function input(llmSpan: LlmSpan, call: LlmCall): void {
  const asked = foundAt(placesIn(call), call.facts.asks);
  if (llmSpan.operation === 'retrieval')
    return void llmSpan.set('gen_ai.retrieval.query.text', redactContent(textOf(asked)) || undefined);
  if (llmSpan.operation === 'execute_tool')
    return llmSpan.setContentValue('gen_ai.tool.call.arguments', call.args.length > 1 ? call.args : asked);
  llmSpan.setContent('gen_ai.input.messages', historyOf(asked));
}

/** Answers that hold the stream of what is said. */
function tapInside(result: unknown, llmSpan: LlmSpan): boolean {
  const inside = foundAt(result, factsOf.get(llmSpan)?.inside);
  if (!(Symbol.asyncIterator in fieldsOf(inside))) return false;
  response(llmSpan, result);
  tapResult(inside, llmSpan, adapter);
  return true;
}

function response(llmSpan: LlmSpan, value: unknown): void {
  const facts = factsOf.get(llmSpan) ?? {};
  const at = (name: string): unknown => foundAt(value, facts[name]);
  llmSpan.setResponseIds(at('id'), at('answered'));
  llmSpan.setUsage({ input_tokens: countOf(at('tokens')), output_tokens: countOf(at('gave')) });
  const failed = at('error');
  if (failed) llmSpan.failAs(nameOf(fieldsOf(failed).code), fieldsOf(failed).message);
  if (llmSpan.operation === 'retrieval') showDocuments(llmSpan, at('docs'), at('shown'));
  else if (llmSpan.operation !== 'execute_tool') showSaid(llmSpan, value, facts);
  else if (llmSpan.showsOutput) llmSpan.setContentValue('gen_ai.tool.call.result', at('said') ?? value);
}

/** An agent tells what each of its models used. */
function chunk(llmSpan: LlmSpan, value: unknown): void {
  const facts = factsOf.get(llmSpan) ?? {};
  llmSpan.addUsage({
    input_tokens: countOf(foundAt(value, facts.tokens)),
    output_tokens: countOf(foundAt(value, facts.gave)),
  });
  showSaid(llmSpan, value, facts);
}

/** A store that is asked several things at once answers each with a list. */
function showDocuments(llmSpan: LlmSpan, found: unknown, shown: unknown): void {
  const documents = (list: unknown): unknown[] =>
    someOf(list).flatMap((it) => (Array.isArray(it) ? it : [it]));
  const { length } = documents(found);
  llmSpan.set('db.response.returned_rows', Array.isArray(found) ? length : undefined);
  if (length > 0 && llmSpan.showsOutput)
    llmSpan.setContentValue('gen_ai.retrieval.documents', documents(shown ?? found).map(withoutVectors));
}

/** What a document is found by says nothing to a reader. */
const withoutVectors = (document: unknown): unknown =>
  typeof document === 'object' && document !== null
    ? Object.fromEntries(
        Object.entries(document).filter(
          ([key, it]) =>
            !/^(?:vector|embedding)s?$/.test(key) &&
            vectorLength(it) === undefined &&
            !ArrayBuffer.isView(it) &&
            typeof it !== 'function',
        ),
      )
    : document;

/** Words, or the fact that there is a sound or a picture. */
function showSaid(llmSpan: LlmSpan, value: unknown, facts: Facts): void {
  const said = foundAt(value, facts.said);
  const message = said === undefined ? undefined : llmSpan.answer.message();
  if (message === undefined) return;
  if (facts.out === 'speech') {
    if (message.parts.length === 0) message.add(mediaPart({ modality: 'audio', mime: '' }));
    return;
  }
  message.say('text', said instanceof Uint8Array ? new TextDecoder().decode(said) : said);
  for (const it of listOf(said))
    message.add(mediaPart({ modality: 'image', mime: '', uri: fieldsOf(it).url }));
}
