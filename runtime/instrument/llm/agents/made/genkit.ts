/**
 * Genkit keeps all that it runs in a registry: models, tools, embedders, retrievers, flows. Each runs through `run`,
 * which is watched on the very action when it is registered or looked up.
 */

import { type Fields, fieldsOf, textOf } from '../../../../platform/unknown.ts';
import { isPromise } from '../../../../platform/watch-promise.ts';
import type { Callable, Invoke } from '../../../call/helper.ts';
import { callingAs } from '../../../call/run-work.ts';
import type { SiteText } from '../../../call/site.ts';
import { replaceMethod, withFacts } from './watch.ts';

const OPERATIONS: Readonly<Record<string, string>> = {
  model: 'chat',
  'background-model': 'chat',
  embedder: 'embeddings',
  retriever: 'retrieval',
  tool: 'execute_tool',
  'tool.v2': 'execute_tool',
  flow: 'invoke_workflow',
};

/** By names that plugins have for their vendors. */
const PROVIDERS: Readonly<Record<string, string>> = { googleai: 'google', vertexai: 'google.vertex' };

export function watchGenkit(site: SiteText, registry: object, callerOf: (op: string) => Invoke): void {
  const seen = (value: unknown): unknown => {
    if (typeof value === 'function') watchAction(site, value as Callable & Fields, callerOf);
    return value;
  };
  for (const name of ['registerAction', 'lookupAction'])
    replaceMethod(registry, name, (method) =>
      callingAs(method, (self, args) => {
        args.forEach(seen);
        const value = Reflect.apply(method, self, args);
        return isPromise(value) ? value.then(seen) : value;
      }),
    );
}

function watchAction(site: SiteText, action: Callable & Fields, callerOf: (op: string) => Invoke): void {
  const { actionType, name } = fieldsOf(action.__action);
  const op = OPERATIONS[textOf(actionType)];
  if (op === undefined) return;
  const [vendor = '', ...rest] = textOf(name).split('/');
  const model = { name, provider: PROVIDERS[vendor] ?? vendor, modelId: rest.join('/') };
  const run = withFacts(site, `method=run&op=${op}&awaited=1`);
  replaceMethod(action, 'run', (method) =>
    callingAs(method, (self, args) =>
      callerOf(op)(run, (...given) => Reflect.apply(method, self, given), model, args),
    ),
  );
}
