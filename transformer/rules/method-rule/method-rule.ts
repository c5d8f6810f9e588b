/** LLM clients are data: which methods of which modules' instances are calls of a model. */

import type { Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import type { Helper } from '../../edit.ts';
import { type CallExpression, memberKey, type Node } from '../../parse/tree.ts';
import type { Confidence, SiteKind } from '../../site.ts';
import { isForeignPackage, isOneOfModules, type Origin } from '../../values/origin.ts';
import { declaredPath, wordsOf } from './declared-path.ts';
import { isRequestLiteral, reasonAgainst } from './request-literal.ts';

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
  /** Whatever a call of the modules' exports gives is an instance, not only what `new` does. */
  readonly makes?: boolean;
  readonly kind?: SiteKind;
  /** What programs call an instance; `name()` is what a function of that name gives. */
  readonly named?: RegExp;
}

export interface Method {
  /**
   * Taken on an unknown receiver too, where the wrap decides when it runs: `distinct` always, `weak` only
   * where the arguments do not speak against it (`messages.create` is Twilio's as well), `named` only where
   * the receiver is called like the client (`agent.invoke(…)`) and, where there are keys, the arguments are a
   * literal request with all of them (`ollama.chat({ … })`).
   */
  readonly shape?: 'distinct' | 'weak' | 'named';
  /** Keys of which the first argument's literal must have one, where it is a literal. */
  readonly keys?: readonly string[];
  /** What the receiver must be a member or result of, to have a shape: `chats.create()`. */
  readonly after?: readonly string[];
  /** Classes of the modules of which the first argument must be an instance; it proves the call, too. */
  readonly commands?: readonly string[];
  /** Names left of the method that make it something else: `threads.messages.create`. */
  readonly unless?: readonly string[];
}

/** The modules of all clients: none takes another's by its shape. */
const known: string[] = [];

export function clientRule(client: Client): Rule {
  known.push(...client.modules);
  const paths = Object.entries(client.methods).map(([path, method]) => ({
    path,
    keys: path.split('.'),
    method,
  }));
  const lasts = new Set(paths.map(({ keys }) => keys.at(-1)));
  /** Methods that are also told by their shape. */
  const shapes = new Set(paths.filter(({ method }) => method.shape).map(({ keys }) => keys.at(-1)));
  const functions = new Set(client.functions);
  const instances = client.instances ?? [];
  return {
    name: client.name,
    hints: client.hints,
    // `JSON.parse` and `Object.create` are nearly everywhere.
    typedHints: [`(?<!\\bJSON|\\bObject)\\.\\s*(?:${[...lasts].join('|')})\\s*(?:\\?\\.)?\\s*[(<]`],
    visit: {
      CallExpression(call, context) {
        const callee = call.callee;
        if (callee.type === 'Identifier') {
          return context.imports(client.modules)
            ? bareCall(call, callee, context)
            : typedCall(call, callee, context);
        }
        if (callee.type !== 'MemberExpression') return;
        const last = memberKey(callee);
        if (last === undefined) return;
        if (functions.has(last) && context.imports(client.modules) && namespaceCall(call, last, context))
          return;
        if (lasts.has(last)) methodCall(call, last, context);
        else if (last === 'call' || last === 'apply') appliedCall(callee.object, context);
      },
    },
  };

  function say(confidence: Confidence, method: string): SiteSpec {
    return {
      helper: client.helper,
      kind: client.kind ?? 'llm',
      confidence,
      facts: { method, proven: confidence === 'proven' ? '1' : undefined },
    };
  }

  function bareCall(call: CallExpression, callee: Node & { type: 'Identifier' }, context: RuleContext): void {
    const origin = context.origins(callee).find(isOurs);
    if (origin === undefined) return typedCall(call, callee, context);
    const [name] = origin.path;
    if (origin.path.length === 1 && functions.has(name as string))
      return context.wrap(callee, say('proven', name as string));
    // `const { create } = client.messages`, `const create = client.messages.create.bind(client.messages)`
    const path = withoutBind(origin.path);
    const found = longest(path);
    if (found !== undefined && isInstance(path)) return context.wrap(callee, say('proven', found.path));
    typedCall(call, callee, context);
  }

  /** `client.embeddings.create.call(client.embeddings, …)`; an optional link would end in the helper's argument. */
  function appliedCall(method: Node, context: RuleContext): void {
    if (!context.imports(client.modules) || context.text.slice(method.start, method.end).includes('?.'))
      return;
    for (const { module, path } of context.origins(method)) {
      const found = isOurs({ module, path }) && isInstance(path) ? longest(path) : undefined;
      if (found !== undefined) return context.wrap(method, say('proven', found.path));
    }
  }

  function typedCall(
    call: CallExpression,
    callee: Node & { type: 'Identifier' },
    context: RuleContext,
  ): void {
    const typed = typedMethod(call, context);
    const binding = typed === undefined ? undefined : context.resolve(callee.name, callee);
    if (typed === undefined || binding === undefined || binding === 'dynamic') return;
    if (!DECLARES_ITSELF.has(binding.kind)) context.wrap(callee, say('proven', typed));
  }

  /** `sdk.generateText(…)`, of a namespace or of its default export. */
  function namespaceCall(call: CallExpression, name: string, context: RuleContext): boolean {
    const isIt = context.origins(call.callee).some((it) => isOurs(it) && it.path.length <= 2);
    if (isIt) context.bind(call, say('proven', name));
    return isIt;
  }

  function methodCall(call: CallExpression, last: string, context: RuleContext): void {
    if (!context.imports(client.modules) && !shapes.has(last)) return typedMember(call, context);
    const { object } = call.callee as Node & { type: 'MemberExpression' };
    const { commands } = client.methods[last] ?? {};
    const command = commands && commandOf(call, context);
    if (command !== undefined) {
      if (commands?.includes(command)) context.bind(call, say('proven', last));
      return;
    }
    for (const origin of context.origins(object)) {
      const path = [...origin.path, last];
      const found = isOurs(origin) && isInstance(path) ? longest(path) : undefined;
      if (found !== undefined) return context.bind(call, say('proven', found.path));
    }
    const receiver = context.origin(object);
    const found = longest([...(receiver?.path ?? []), last]);
    if (found !== undefined && receiver !== undefined && isOurs(receiver)) return;
    const module = context.declared(call)?.package;
    if (module !== undefined && isOurs({ module, path: [] })) return typedMember(call, context);
    if (found !== undefined) {
      shaped(call, found, module === undefined ? receiver : { module, path: receiver?.path ?? [] }, context);
    }
  }

  function typedMember(call: CallExpression, context: RuleContext): void {
    const typed = typedMethod(call, context);
    if (typed !== undefined) context.bind(call, say('proven', typed));
  }

  /** The method that a path ends in, the longest one. */
  function longest(path: readonly string[]): (typeof paths)[number] | undefined {
    const matches = paths.filter(({ keys }) => endsWith(path, keys));
    return matches.sort((a, b) => b.keys.length - a.keys.length)[0];
  }

  /**
   * True where the path begins with something that has these methods, not with a function of the module, nor
   * with what one of the methods has given (`(await replicate.run(…)).stream()`).
   */
  function isInstance(path: readonly string[]): boolean {
    if (path.some((name, at) => name === '()' && longest(path.slice(0, at)) !== undefined)) return false;
    const isMade = path.includes('new') || (client.makes === true && path.includes('()'));
    return isMade || instances.includes(path[0] as string);
  }

  /** The class of the first argument, where it is one of these modules'. */
  function commandOf(call: CallExpression, context: RuleContext): string | undefined {
    const [first] = call.arguments;
    const origins = first === undefined ? [] : context.origins(first);
    return origins.find((it) => isOurs(it) && it.path.at(-1) === 'new')?.path.at(-2);
  }

  /** The method, where a type checker says that it is one of ours. */
  function typedMethod(call: CallExpression, context: RuleContext): string | undefined {
    const declared = context.declared(call);
    if (declared?.package === undefined || !isOurs({ module: declared.package, path: [] })) return undefined;
    const found = declaredPath(declared, paths);
    const isOther = found?.method.unless?.some((name) => wordsOf(declared.file).includes(name));
    return isOther ? undefined : found?.path;
  }

  function shaped(
    call: CallExpression,
    found: (typeof paths)[number],
    receiver: Origin | undefined,
    context: RuleContext,
  ): void {
    const { shape, keys, unless, after } = found.method;
    const path = receiver?.path ?? [];
    if (shape === undefined || unless?.some((name) => path.includes(name))) return;
    if (after !== undefined && !endsWith(path, after)) return;
    if (
      shape === 'named' &&
      !(isNamed(call, path) && (keys === undefined || isRequestLiteral(call, keys, 'every')))
    )
      return;
    const kind = client.kind ?? 'llm';
    if (isForeignPackage(receiver) && !receiver?.wraps && !mayBe(receiver, call, found.method)) {
      return context.miss(
        call,
        kind,
        `its receiver comes from "${receiver?.module}", which is no known LLM client`,
      );
    }
    if (context.isOwn(call.callee)) return context.miss(call, kind, 'it is a function of this file');
    const speaks = keys === undefined ? undefined : reasonAgainst(call, keys);
    if (speaks !== undefined) return context.miss(call, kind, speaks);
    context.bind(call, say('shaped', found.path));
  }

  /** A value of a package that is no client by its name may be one all the same: a workspace's, a fork. */
  function mayBe(receiver: Origin | undefined, call: CallExpression, { shape, keys }: Method): boolean {
    if (shape === 'distinct') return true;
    if (isOneOfModules(known, receiver?.module ?? '')) return false;
    return shape === 'named' ? keys === undefined : isRequestLiteral(call, keys ?? [], 'some');
  }

  /** `ollama.chat`, `this.ollama.chat`; what a function gives is called `ollama()`. */
  function isNamed({ callee }: CallExpression, path: readonly string[]): boolean {
    const { object } = callee as Node & { type: 'MemberExpression' };
    const own = object.type === 'Identifier' ? object.name : '';
    const last = path.at(-1) === '()' ? `${path.at(-2)}()` : (path.at(-1) ?? '');
    return client.named?.test(last) === true || client.named?.test(own) === true;
  }

  function isOurs(origin: Origin): boolean {
    return origin.module !== undefined && isOneOfModules(client.modules, origin.module);
  }
}

/** Bindings whose value is what their declaration says, so that a type can add nothing. */
const DECLARES_ITSELF: ReadonlySet<string> = new Set(['import', 'function', 'class']);

const endsWith = (path: readonly string[], tail: readonly string[]): boolean =>
  path.length >= tail.length && tail.every((key, index) => path[path.length - tail.length + index] === key);

const withoutBind = (path: readonly string[]): readonly string[] =>
  path.at(-2) === 'bind' && path.at(-1) === '()' ? path.slice(0, -2) : path;
