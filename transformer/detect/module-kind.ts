/**
 * Whether a file can `import` or has to `require`: by its own syntax and extension, by what its build tool
 * says, and where the tool takes it for what it uses, by the names that it uses. Never by words in its text.
 */
import { eachChild, isCallable, type Node, type Program } from '../parse/tree.ts';
import { resolveName, type Scope, scopeOf } from '../scope/binding.ts';

export type ModuleKind = 'esm' | 'cjs';

/**
 * `either`: a module that is CommonJS where it uses its names, as bundlers have it. `script`: CommonJS where it
 * uses its names, or a script that can import nothing.
 */
export type ModuleHint = ModuleKind | 'either' | 'script';

export interface ModuleInput {
  readonly id: string;
  readonly program: Program;
  /** It has `import`, `export`, `import.meta` or a top-level `await`. */
  readonly isModule: boolean;
  readonly scopes: ReadonlyMap<Node, Scope>;
}

/** A reason instead, where neither can be. */
export function moduleKind(
  input: ModuleInput,
  hint: ModuleHint = 'cjs',
): ModuleKind | { readonly why: string } {
  const known = input.isModule ? 'esm' : (moduleByName(input.id) ?? hint);
  const kind =
    known === 'either' || known === 'script'
      ? usesCommonJs(input)
        ? 'cjs'
        : known === 'either'
          ? 'esm'
          : undefined
      : known;
  if (kind === undefined) return { why: 'its file is no module, so it can import nothing' };
  const isTaken =
    kind === 'cjs' && resolveName('require', input.scopes.get(input.program) as Scope) !== undefined;
  return isTaken ? { why: 'its file has a `require` of its own' } : kind;
}

export function moduleByName(id: string): ModuleKind | undefined {
  const kind = /\.([mc])[jt]s(?:[?#]|$)/.exec(id)?.[1];
  return kind === undefined ? undefined : kind === 'm' ? 'esm' : 'cjs';
}

const NAMES: ReadonlySet<string> = new Set(['module', 'exports', 'require']);

/** `module`, `exports`, `require` or a `this` that is no function's. */
function usesCommonJs({ program, scopes }: ModuleInput): boolean {
  let uses = false;
  const visit = (node: Node, inFunction: boolean): void => {
    if (uses) return;
    if (node.type === 'ThisExpression') uses = !inFunction;
    else if (node.type === 'Identifier' && NAMES.has(node.name)) {
      uses = resolveName(node.name, scopeOf(node, scopes)) === undefined;
    }
    const inner =
      inFunction || (isCallable(node) && node.type !== 'ArrowFunctionExpression') || isClassPart(node);
    eachChild(node, (child) => visit(child, inner));
  };
  visit(program, false);
  return uses;
}

const isClassPart = ({ type }: Node): boolean => type === 'PropertyDefinition' || type === 'StaticBlock';
