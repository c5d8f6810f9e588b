/** LLM clients are data: which methods of which modules' instances are calls of a model. */

import { isForeignPackage, type Origin } from '../../detect/names.ts';
import { bare, type CallExpression, keyOf, type Node, nameOfKey } from '../../detect/tree.ts';
import type { Helper } from '../../edit.ts';
import type { Confidence, SiteKind } from '../../site.ts';
import type { File, Rule, Say } from '../rule.ts';
import { declaredPath, wordsOf } from './declared.ts';

export interface Client {
  readonly name: string;
  readonly helper: Helper;
  /** Modules whose exports are this vendor's clients; `pkg/*` takes every entry point. */
  readonly modules: readonly string[];
  readonly hints: readonly string[];
  /** Methods of an instance, as paths: `chat.completions.create`. */
  readonly methods: Readonly<Record<string, Method>>;
  /** Exports that are instances already. */
  readonly instances?: readonly string[];
  /** Functions that the modules export and programs call bare. */
  readonly functions?: readonly string[];
  readonly kind?: SiteKind;
}

export interface Method {
  /**
   * Taken on an unknown receiver too, where the wrap decides when it runs: `distinct` always, `weak` only
   * where the arguments do not speak against it (`messages.create` is Twilio's as well).
   */
  readonly shape?: 'distinct' | 'weak';
  /** Keys of which the first argument's literal must have one, where it is a literal. */
  readonly keys?: readonly string[];
  /** Names left of the method that make it something else: `threads.messages.create`. */
  readonly unless?: readonly string[];
}

export function clientRule(client: Client): Rule {
  const paths = Object.entries(client.methods).map(([path, method]) => ({
    path,
    keys: path.split('.'),
    method,
  }));
  const lasts = new Set(paths.map(({ keys }) => keys.at(-1)));
  const functions = new Set(client.functions);
  const instances = client.instances ?? [];
  return {
    name: client.name,
    hints: client.hints,
    // `JSON.parse` and `Object.create` are nearly everywhere.
    typedHints: [`(?<!\\bJSON|\\bObject)\\.\\s*(?:${[...lasts].join('|')})\\s*(?:\\?\\.)?\\s*[(<]`],
    visit: {
      CallExpression(call, file) {
        const callee = call.callee;
        if (callee.type === 'Identifier') return bareCall(call, callee, file);
        if (callee.type !== 'MemberExpression') return;
        const last = keyOf(callee);
        if (last === undefined) return;
        if (functions.has(last)) return namespaceCall(call, last, file);
        if (lasts.has(last)) methodCall(call, last, file);
      },
    },
  };

  function say(confidence: Confidence, method: string): Say {
    return {
      helper: client.helper,
      kind: client.kind ?? 'llm',
      confidence,
      facts: { method, proven: confidence === 'proven' ? '1' : undefined },
    };
  }

  function bareCall(call: CallExpression, callee: Node & { type: 'Identifier' }, file: File): void {
    const binding = file.resolve(callee.name, callee);
    if (binding === undefined || binding === 'dynamic') return;
    if (!DECLARES_ITSELF.has(binding.kind)) {
      const typed = typedMethod(call, file);
      if (typed !== undefined) return file.wrap(callee, say('proven', typed));
    }
    const origin = file.origin(callee);
    const name = origin?.path.at(-1);
    if (origin === undefined || name === undefined || !isOurs(origin) || origin.path.length !== 1) return;
    if (functions.has(name)) file.wrap(callee, say('proven', name));
  }

  function namespaceCall(call: CallExpression, name: string, file: File): void {
    const origin = file.origin(call.callee);
    if (origin !== undefined && isOurs(origin) && origin.path.length <= 2)
      file.bind(call, say('proven', name));
  }

  function methodCall(call: CallExpression, last: string, file: File): void {
    const receiver = file.origin((call.callee as Node & { type: 'MemberExpression' }).object);
    const path = [...(receiver?.path ?? []), last];
    const matches = paths.filter(({ keys }) => endsWith(path, keys));
    const found = matches.sort((a, b) => b.keys.length - a.keys.length)[0];
    if (found !== undefined && receiver !== undefined && isOurs(receiver)) {
      if (path.includes('new') || [...functions, ...instances].includes(path[0] as string)) {
        file.bind(call, say('proven', found.path));
      }
      return;
    }
    const typed = typedMethod(call, file);
    if (typed !== undefined) return file.bind(call, say('proven', typed));
    const module = file.declared(call)?.package;
    if (module !== undefined && isOurs({ module, path: [] })) return;
    if (found !== undefined) {
      shaped(call, found, module === undefined ? receiver : { module, path: receiver?.path ?? [] }, file);
    }
  }

  /** The method, where a type checker says that it is one of ours. */
  function typedMethod(call: CallExpression, file: File): string | undefined {
    const declared = file.declared(call);
    if (declared?.package === undefined || !isOurs({ module: declared.package, path: [] })) return undefined;
    const found = declaredPath(declared, paths);
    const isOther = found?.method.unless?.some((name) => wordsOf(declared.file).includes(name));
    return isOther ? undefined : found?.path;
  }

  function shaped(
    call: CallExpression,
    found: (typeof paths)[number],
    receiver: Origin | undefined,
    file: File,
  ): void {
    const { shape, keys, unless } = found.method;
    if (shape === undefined || unless?.some((name) => receiver?.path.includes(name))) return;
    const kind = client.kind ?? 'llm';
    if (shape === 'weak' && isForeignPackage(receiver)) {
      return file.miss(
        call,
        kind,
        `its receiver comes from "${receiver?.module}", which is no known LLM client`,
      );
    }
    const speaks = keys === undefined ? undefined : speaksAgainst(call, keys);
    if (speaks !== undefined) return file.miss(call, kind, speaks);
    file.bind(call, say('shaped', found.path));
  }

  function isOurs(origin: Origin): boolean {
    const { module } = origin;
    return (
      module !== undefined &&
      client.modules.some((it) => (it.endsWith('/*') ? module.startsWith(it.slice(0, -1)) : module === it))
    );
  }
}

/** Bindings whose value is what their declaration says, so that a type can add nothing. */
const DECLARES_ITSELF: ReadonlySet<string> = new Set(['import', 'function', 'class']);

const endsWith = (path: readonly string[], tail: readonly string[]): boolean =>
  path.length >= tail.length && tail.every((key, index) => path[path.length - tail.length + index] === key);

/** Why the first argument cannot be a request, where its text tells. */
function speaksAgainst(call: CallExpression, keys: readonly string[]): string | undefined {
  const [first] = call.arguments;
  if (first === undefined) return 'it has no arguments';
  const literal = bare(first);
  if (
    literal.type === 'Literal' ||
    literal.type === 'TemplateLiteral' ||
    literal.type === 'ArrowFunctionExpression'
  ) {
    return 'its first argument is no request';
  }
  if (literal.type !== 'ObjectExpression') return undefined;
  const open = literal.properties.some((it) => it.type === 'SpreadElement' || it.computed);
  const has = literal.properties.some((it) => it.type === 'Property' && keys.includes(nameOfKey(it) ?? ''));
  return open || has ? undefined : `its argument has none of ${keys.join(', ')}`;
}
