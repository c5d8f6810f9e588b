/** Recognises a file that was rewritten before, by another plugin or an earlier build. */
import { eachChild, isStringLiteral, type Node, type Program } from './tree.ts';

/**
 * Whether the program imports or requires `runtime`. Asked of the tree, not of the text: a comment or a
 * string that mentions the import must not switch the file off.
 */
export function importsRuntime(program: Program, runtime: string): boolean {
  return program.body.some((it) => isImportOf(it, runtime) || requiresRuntime(it, runtime));
}

const isImportOf = (node: Node, runtime: string): boolean =>
  node.type === 'ImportDeclaration' && node.importKind !== 'type' && node.source.value === runtime;

/** `require(…)` anywhere: compilers wrap it, as in `__importStar(require("onetrace/inject"))`. */
function requiresRuntime(node: Node, runtime: string): boolean {
  if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require') {
    const [first] = node.arguments;
    if (isStringLiteral(first) && first.value === runtime) return true;
  }
  let found = false;
  eachChild(node, (child) => {
    found ||= requiresRuntime(child, runtime);
  });
  return found;
}
