/**
 * Pages of file routers, as compilers of `.vue`, `.astro` and `.svelte` leave them: what draws one on the server runs
 * inside the request, whose route is the file's path.
 */

import type { NodeOf, Rule, RuleContext } from '../../../detect/rule.ts';
import {
  bareExpression,
  type Callable,
  calledValue,
  isCallable,
  type Node,
  propertyName,
} from '../../../parse/tree.ts';
import { enteredSpec } from '../handler-names.ts';
import { conventionOf } from './conventions.ts';
import { entrySpec } from './file-entries.ts';

export const compiledPages: Rule = {
  name: 'compiled-page',
  hints: ['\\bsetup\\s*\\(\\s*__props', '\\bcreateComponent\\(', '\\$\\$(?:renderer|payload)\\b'],
  visit: { Property: vueSetup, CallExpression: astroComponent, ExportDefaultDeclaration: svelteComponent },
};

/** `{ __name: 'index', async setup(__props) { … } }`. */
function vueSetup(node: NodeOf<'Property'>, context: RuleContext): void {
  if (!context.file.endsWith('.vue') || propertyName(node) !== 'setup') return;
  const fn = bareExpression(node.value);
  const [props] = isCallable(fn) ? fn.params : [];
  if (isCallable(fn) && props?.type === 'Identifier' && props.name === '__props') enterPage(fn, context);
}

/** `$$createComponent(async ($$result, $$props, $$slots) => { … }, 'src/pages/index.astro')`. */
function astroComponent(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  if (!context.file.endsWith('.astro')) return;
  const callee = calledValue(node);
  const fn = node.arguments[0] && bareExpression(node.arguments[0]);
  if (callee.type !== 'Identifier' || !fn || !isCallable(fn) || fn.params.length !== 3) return;
  if (context.origin(callee)?.path.at(-1) === 'createComponent') enterPage(fn, context);
}

/** `export default function _page($$renderer, $$props) { … }`. */
function svelteComponent({ declaration }: NodeOf<'ExportDefaultDeclaration'>, context: RuleContext): void {
  if (!context.file.endsWith('.svelte')) return;
  const value: Node | undefined = declaration.type === 'Identifier' ? undefined : declaration;
  if (value !== undefined && isCallable(value)) enterPage(value, context);
}

function enterPage(fn: Callable, context: RuleContext): void {
  const route = context.browser ? undefined : conventionOf(context.file)?.route;
  if (route !== undefined) context.enter(fn, enteredSpec(entrySpec('component', 'page', route)));
}
