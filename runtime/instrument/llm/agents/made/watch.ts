/** Models and tools of frameworks, watched where they are: their methods are called from inside the framework. */
import { type Fields, fieldsOf } from '../../../../platform/unknown.ts';
import type { Callable, Invoke } from '../../../call/helper.ts';
import { callingAs } from '../../../call/run-work.ts';
import type { SiteText } from '../../../call/site.ts';
import { defineHidden } from '../../tap-result.ts';
import { llmInvoke } from '../../wrap-call.ts';
import { modelAdapter } from './model.ts';
import { toolAdapter } from './tool.ts';

export const callModel: Invoke = /* @__PURE__ */ llmInvoke(modelAdapter);
export const callTool: Invoke = /* @__PURE__ */ llmInvoke(toolAdapter);

/** Methods of models, by the interface that they belong to: nobody else has them. */
const MODEL_METHODS: Readonly<Record<string, string>> = {
  doGenerate: 'chat',
  doStream: 'chat',
  doEmbed: 'embeddings',
  chatStream: 'chat',
  structuredOutput: 'chat',
  getTextEmbedding: 'embeddings',
  getTextEmbeddings: 'embeddings',
};

/** Of the AI SDK's models of any version, TanStack's adapters and LlamaIndex' models. */
export function watchModel(site: SiteText, model: Fields): void {
  const isChat = typeof model.chat === 'function' && typeof model.complete === 'function';
  for (const [name, op] of Object.entries(isChat ? { chat: 'chat' } : MODEL_METHODS))
    tapMethod(model, name, withFacts(site, `method=${name}&op=${op}&awaited=1`), callModel);
}

/** A list, or a record by their names. */
export function watchTools(site: SiteText, tools: unknown): void {
  for (const [key, tool] of Object.entries(fieldsOf(tools))) {
    const name = Array.isArray(tools) ? '' : key;
    for (const method of ['execute', 'handler', 'call'])
      tapMethod(
        fieldsOf(tool),
        method,
        withFacts(site, `op=execute_tool&name=${encodeURIComponent(name)}`),
        callTool,
      );
  }
}

const tapped = /* @__PURE__ */ new WeakSet<object>();

export function replaceMethod(owner: object, name: string, call: (method: Callable) => Callable): void {
  const method = (owner as Fields)[name];
  if (typeof method !== 'function' || tapped.has(method)) return;
  const wrapper = call(method as Callable);
  tapped.add(wrapper);
  defineHidden(owner, name, wrapper);
}

/** A site with more facts. */
export const withFacts = (site: SiteText, facts: string): SiteText =>
  `${site}${site.includes('?') ? '&' : '?'}proven=1&${facts}`;

/** Some are called without their object. */
export const tapMethod = (owner: object, name: string, site: SiteText, invoke: Invoke): void =>
  replaceMethod(owner, name, (method) =>
    callingAs(method, (self, args) =>
      self === undefined
        ? invoke(site, (...given) => Reflect.apply(method, self, given), owner, args)
        : invoke(site, method, self, args),
    ),
  );
