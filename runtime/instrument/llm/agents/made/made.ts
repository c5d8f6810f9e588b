/**
 * What a program makes with an agent framework: agents, networks, workflows, tools, models. Their methods are called
 * from other files and from inside the framework, so they are watched where they are: on the very object.
 *
 *   `new Agent({ … })`   `$ot.made("site?taps=generateText:invoke_agent", new Agent($ot.made("site", { … })))`
 */
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { ignoreNextSdk } from '../../../../core/otel-detect.ts';
import { type Fields, fieldsOf } from '../../../../platform/unknown.ts';
import { isPromise } from '../../../../platform/watch-promise.ts';
import { type Helper, helper, type Invoke } from '../../../call/helper.ts';
import { callingAs } from '../../../call/run-work.ts';
import { type SiteText, siteOf } from '../../../call/site.ts';
import { llmInvoke } from '../../wrap-call.ts';
import { watchGenkit } from './genkit.ts';
import { agentAdapter } from './run.ts';
import { callModel, callTool, replaceMethod, tapMethod, watchModel, watchTools, withFacts } from './watch.ts';

const callAgent: Invoke = /* @__PURE__ */ llmInvoke(agentAdapter);

/** The very value, watched. */
export function made<T>(site: SiteText, value: T): T {
  return watchWith(site, value, callAgent);
}

export function watchWith<T>(site: SiteText, value: T, invoke: Invoke): T {
  tryOrReport(() => {
    const { taps = '', sdk } = siteOf(site).facts;
    if (sdk !== undefined) ignoreNextSdk(sdk);
    if (Object(value) === value) watchMade(site, value as object, taps, invoke);
  });
  return value;
}

const watched = /* @__PURE__ */ new WeakSet<object>();

/** A framework's own function, `chat({ adapter, tools })`. */
export const framework: Helper = /* @__PURE__ */ helper((site, method, self, args) =>
  callAgent(withFacts(site, ''), method, self, args),
);

/** `run:invoke_agent`, of several with a space between; `createRun>start:invoke_workflow` is of what a method gives, `infer<infer:chat` of what it is given. */
function watchMade(site: SiteText, value: object, taps: string, invoke: Invoke): void {
  if (watched.has(value)) return;
  watched.add(value);
  const fields = value as Fields; // LlamaIndex' embeddings are functions
  for (const tap of taps.split(' ')) {
    const [, name = '', by, rest = ''] = /^(\w+)([:<>])(.*)$/.exec(tap) ?? [];
    if (by === ':')
      tapMethod(value, name, withFacts(site, `method=${name}&op=${rest}`), callerOf(rest, invoke));
    else if (by !== undefined) tapMaker(site, value, name, rest.replaceAll('|', ' '), invoke, by === '<');
  }
  const { registry } = fields;
  if (typeof fieldsOf(registry).lookupAction === 'function')
    watchGenkit(site, registry as object, (op) => callerOf(op, invoke));
  watchModel(site, fields);
  for (const key of MODELS)
    if (fieldsOf(fields[key]) === fields[key]) watchModel(site, fieldsOf(fields[key]));
  watchTools(site, fields.tools);
  const { retriever } = fields;
  if (fieldsOf(retriever) === retriever) watchMade(site, retriever, 'retrieve:retrieval', invoke);
}

const callerOf = (op: string, invoke: Invoke): Invoke =>
  op === 'chat' || op === 'embeddings' ? callModel : op === 'execute_tool' ? callTool : invoke;

/** Where configurations keep their models. */
const MODELS = [
  'model',
  'languageModel',
  'llm',
  'adapter',
  'textEmbeddingModel',
  'embeddingModel',
  'embedModel',
];

/** What it makes is watched before its caller has it. */
function tapMaker(
  site: SiteText,
  owner: object,
  name: string,
  taps: string,
  invoke: Invoke,
  isGiven: boolean,
): void {
  const seen = (value: unknown): unknown => {
    if (fieldsOf(value) === value) tryOrReport(() => watchMade(site, value as object, taps, invoke));
    return value;
  };
  replaceMethod(owner, name, (method) =>
    callingAs(method, (self, args) => {
      if (isGiven) args.forEach(seen);
      const value = Reflect.apply(method, self, args);
      if (isGiven) return value;
      return isPromise(value) ? value.then(seen) : seen(value);
    }),
  );
}
