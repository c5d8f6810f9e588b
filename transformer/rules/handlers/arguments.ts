/** Which arguments of a registration are handlers, and how they are written: inline, by name, bound, made by a call. */
import type { RuleContext, SiteSpec } from '../../detect/rule.ts';
import { bareExpression, isCallable, memberKey, type Node, propertyName } from '../../parse/tree.ts';
import { isForeignPackage, type Origin } from '../../values/origin.ts';
import { FRAMEWORKS } from './frameworks.ts';
import { takesRequest } from './handler-names.ts';

/** Express recognises an error handler by its four parameters. */
const ERROR_HANDLER = 4;

/** An inline function that is no error handler. */
export const isInline = (node: Node): boolean => {
  const fn = bareExpression(node);
  return isCallable(fn) && fn.params.length < ERROR_HANDLER;
};

export const isRouter = (origin: Origin | undefined): boolean =>
  origin?.module !== undefined && FRAMEWORKS.has(origin.module) && origin.path.length > 0;

/**
 * Wraps what of an argument is a handler. `named`: the receiver is known, so that a name may be one. Middleware of
 * packages is left alone, and so are routers, whose own handlers are sites.
 */
export function wrapArgument(node: Node, spec: SiteSpec, named: boolean, context: RuleContext): void {
  const value = bareExpression(node);
  if (value.type === 'ArrayExpression') {
    for (const item of value.elements) if (item) wrapArgument(item, spec, named, context);
  } else if (value.type === 'SpreadElement') {
    if (named && !isTheirs(context.origin(value.argument)))
      context.miss(
        value,
        'handler',
        'it is a list made elsewhere; list its functions here, or name each where it is made',
      );
  } else if (isCallable(value)) {
    context.wrap(node, value.params.length < ERROR_HANDLER ? spec : failureSpec(spec));
  } else if (value.type === 'CallExpression') {
    if (isMadeHandler(value, named, context)) context.wrap(node, spec);
  } else if (named && (value.type === 'Identifier' || value.type === 'MemberExpression')) {
    // A function of this file may be declared by a type of theirs.
    if (context.isOwn(value) || !isTheirs(context.origin(value))) context.wrap(node, spec);
  }
}

const failureSpec = (spec: SiteSpec): SiteSpec => ({ ...spec, helper: 'failure', facts: {} });

/** Another package's value, or a router of one. */
const isTheirs = (origin: Origin | undefined): boolean => isForeignPackage(origin) || isRouter(origin);

/** `wrap(async (req, res) => …)`, `wrap(list)`, `this.create.bind(this)`, `auth()` of the program's own. */
function isMadeHandler(
  call: Node & { type: 'CallExpression' },
  named: boolean,
  context: RuleContext,
): boolean {
  const { callee, arguments: args } = call;
  if (callee.type === 'MemberExpression' && memberKey(callee) === 'bind') return named;
  if (!named) return args.some(takesRequest);
  if (args.some((it) => isCallable(bareExpression(it)) || context.isOwn(it))) return true;
  return !isTheirs(context.origin(callee)) && !isTheirs(context.origin(call));
}

/** Handlers among the properties of an options object; `{ handler() {} }` is entered. */
export function wrapProperties(
  options: Node,
  keys: readonly string[],
  specOf: (key: string) => SiteSpec,
  context: RuleContext,
): void {
  if (options.type !== 'ObjectExpression') return;
  for (const property of options.properties) {
    if (property.type !== 'Property' || property.kind !== 'init') continue;
    const key = propertyName(property) ?? '';
    if (!keys.includes(key)) continue;
    const spec = specOf(key);
    const entered = ENTERED[spec.helper];
    if (!property.method) wrapValue(property.value, spec, context);
    else if (entered !== undefined && isCallable(property.value))
      context.enter(property.value, { ...spec, helper: entered });
    else context.miss(property, spec.kind, `write it as \`${key}: function () {}\`, which can be wrapped`);
  }
}

const ENTERED: Readonly<Partial<Record<string, SiteSpec['helper']>>> = {
  handler: 'enterHandler',
  failure: 'enterFailure',
  work: 'enterWork',
};

function wrapValue(value: Node, spec: SiteSpec, context: RuleContext): void {
  const bare = bareExpression(value);
  if (bare.type !== 'ArrayExpression') return context.wrap(value, spec);
  for (const item of bare.elements) if (item && item.type !== 'SpreadElement') context.wrap(item, spec);
}
