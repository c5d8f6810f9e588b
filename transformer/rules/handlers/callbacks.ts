/** Functions that frameworks are given other than by a verb and a path: hooks, procedures, resolvers, events. */
import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { bareExpression, isCallable, isStringLiteral, memberKey, type Node } from '../../parse/tree.ts';
import { isForeignPackage, type Origin } from '../../values/origin.ts';
import { wrapProperties } from './arguments.ts';
import { TAKERS, type Taker } from './frameworks.ts';

type Call = NodeOf<'CallExpression'> | NodeOf<'NewExpression'>;

/** A module with `*` in it as the source of a regular expression. */
const sourceOf = (module: string): string => module.replace(/[./$]/g, '\\$&').replaceAll('*', `[^'"\\n]*`);
const PATTERNS = new Map(
  TAKERS.flatMap(({ from }) => from).map((module) => [module, new RegExp(`^${sourceOf(module)}$`)] as const),
);
const ALL = takersOf(TAKERS);
const H3 = takersOf(TAKERS.filter(({ from }) => from.includes('h3')));

interface Takers {
  readonly all: readonly Taker[];
  readonly names: ReadonlySet<string>;
  readonly hint: string;
}

function takersOf(all: readonly Taker[]): Takers {
  const modules = new Set(all.flatMap(({ from, given }) => (given === undefined ? from : [given])));
  const hint = `\\b(?:from|import|require\\s*\\()\\s*['"](?:${[...modules].map(sourceOf).join('|')})['"]`;
  return { all, names: new Set(all.flatMap(({ names }) => names)), hint };
}

/** What Nitro and Nuxt import into every file by themselves. */
export const h3: Rule = {
  name: 'event-handler',
  hints: [
    H3.hint,
    '\\b(?:define(?:Cached)?(?:Event)?Handler|(?:cachedE|e)ventHandler|define(?:Task|WebSocketHandler))\\b',
  ],
  visit: {
    CallExpression(call, context) {
      const callee = bareExpression(call.callee);
      if (callee.type !== 'Identifier' || !H3.names.has(callee.name)) return;
      if (!context.isGlobal(callee.name, callee)) takeFrom(call, context.origins(callee), H3, context);
      else {
        const taker = H3.all.find(({ names }) => names.includes(callee.name));
        if (taker !== undefined) take(call, taker, 'shaped', context);
      }
    },
  },
};

export const callbacks: Rule = {
  name: 'framework-callback',
  hints: [ALL.hint, '[pP]rocedure\\b[^;]*\\.\\s*(?:query|mutation|subscription)\\s*\\('],
  visit: {
    CallExpression: visitCall,
    NewExpression(node, context) {
      takeFrom(node, context.origins(node.callee).map(constructed), ALL, context);
    },
  },
};

/** `new ApolloServer(…)`. */
const constructed = ({ module, path }: Origin): Origin => ({ module, path: [...path, 'new'] });

function visitCall(call: NodeOf<'CallExpression'>, context: RuleContext): void {
  const callee = bareExpression(call.callee);
  const name = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
  // What a module exports under another name is a name of its own, so only members are known by theirs.
  if (name !== undefined && !ALL.names.has(name)) return;
  if (takeFrom(call, context.origins(callee), ALL, context)) return;
  if (name === undefined || callee.type !== 'MemberExpression') return;
  if (isProcedure(callee.object, name)) return take(call, PROCEDURE, 'shaped', context);
  if (name === 'on' || name === 'once') socketEvent(call, context);
}

/** The first of the origins that some package is known by. */
function takeFrom(call: Call, origins: readonly Origin[], takers: Takers, context: RuleContext): boolean {
  for (const { module, path } of origins) {
    if (module === undefined) continue;
    const taker = takers.all.find(
      (it) => it.names.includes(path.at(-1) ?? '') && isOf(it, module, call, context),
    );
    if (taker === undefined) continue;
    take(call, taker, 'proven', context);
    return true;
  }
  return false;
}

function isOf({ from, given }: Taker, module: string, call: Call, context: RuleContext): boolean {
  const [first] = call.arguments;
  if (given !== undefined && (first === undefined || context.origin(first)?.module !== given)) return false;
  return from.some((it) => PATTERNS.get(it)?.test(module) === true);
}

const PROCEDURE = TAKERS.find(({ from }) => from.includes('@trpc/server')) as Taker;

/** `publicProcedure.input(…).query(fn)`, made in another file. */
function isProcedure(receiver: Node, name: string): boolean {
  if (!PROCEDURE.names.includes(name)) return false;
  for (let at = bareExpression(receiver); ; ) {
    if (at.type === 'CallExpression') at = bareExpression(at.callee);
    else if (at.type === 'MemberExpression') {
      if (/procedure$/i.test(memberKey(at) ?? '')) return true;
      at = bareExpression(at.object);
    } else return at.type === 'Identifier' && /procedure$/i.test(at.name);
  }
}

const SOCKETS = ['ws', 'socket.io', 'isows', '@fastify/websocket'];
const SOCKET = TAKERS.find(({ from }) => from.includes('ws')) as Taker;

/** `socket.on('message', fn)` of the socket that a listener is given. */
function socketEvent(call: Call, context: RuleContext): void {
  const [first] = call.arguments;
  const { callee } = call;
  if (!isStringLiteral(first) || callee.type !== 'MemberExpression' || !context.imports(SOCKETS)) return;
  const { object } = callee;
  if (object.type !== 'Identifier' || !/^(?:ws|sock(?:et)?|conn(?:ection)?|client)$/i.test(object.name))
    return;
  if (context.origin(object)?.module === undefined) take(call, SOCKET, 'shaped', context);
}

function take(call: Call, taker: Taker, confidence: SiteSpec['confidence'], context: RuleContext): void {
  const { helper, keys = [], either } = taker;
  const spec: SiteSpec = {
    helper,
    kind: 'handler',
    confidence,
    facts: { ...taker.facts, span: spanOf(taker, call), ...routeOf(taker, call) },
  };
  for (const argument of call.arguments) {
    const value = bareExpression(argument);
    if (value.type === 'ObjectExpression')
      wrapProperties(value, keys, (key) => keyed(spec, taker, key), context);
    else if ((keys.length === 0 || either) && mayBeFunction(value) && isTheirOwn(value, context))
      context.wrap(argument, spec);
  }
}

/** The program's, not a package's; a function of this file may be declared by a type of theirs. */
const isTheirOwn = (value: Node, context: RuleContext): boolean =>
  context.isOwn(value) || !isForeignPackage(context.origin(value));

const mayBeFunction = (node: Node): boolean =>
  isCallable(node) || ['Identifier', 'MemberExpression', 'CallExpression'].includes(node.type);

/** One of several events of an object. */
const keyed = (spec: SiteSpec, { span, keys = [] }: Taker, key: string): SiteSpec =>
  span === undefined || keys.length < 2
    ? spec
    : { ...spec, facts: { ...spec.facts, span: `${span} ${key}` } };

function spanOf({ span }: Taker, { arguments: [first] }: Call): string | undefined {
  if (span === undefined || !span.includes('*')) return span;
  return span.replace('*', isStringLiteral(first) ? first.value : '').trim() || undefined;
}

/** Azure's functions of HTTP have their route in their options, by default their name. */
function routeOf({ from, helper }: Taker, { arguments: [name, options] }: Call): Record<string, string> {
  if (helper !== 'handler' || !from.includes('@azure/functions') || !isStringLiteral(name)) return {};
  const properties = options?.type === 'ObjectExpression' ? options.properties : [];
  const told = properties.find(
    (it) => it.type === 'Property' && it.key.type === 'Identifier' && it.key.name === 'route',
  );
  const route = told?.type === 'Property' && isStringLiteral(told.value) ? told.value.value : name.value;
  return { 'http.route': `/api/${route}` };
}
