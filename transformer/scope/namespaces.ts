/** TypeScript's namespaces and enums, whose blocks see what the other blocks of the same name export. */
import type { Node } from '../parse/tree.ts';
import type { Scope } from './binding.ts';

export class Namespaces {
  readonly #blocks = new Map<Scope, Map<string, Scope[]>>();
  readonly #places = new Map<Scope, { readonly root: Scope; readonly path: readonly string[] }>();

  /** Where `scope` is a block of one. */
  open(scope: Scope, parent: Scope): void {
    const names = declaredNames(scope.node);
    if (names.length === 0) return;
    const { root, path } = this.#places.get(parent) ?? { root: parent, path: [] };
    const whole = [...path, ...names];
    this.#places.set(scope, { root, path: whole });
    this.#blocksOf(root, whole).push(scope);
    scope.merged = names.map((_, at) => this.#blocksOf(root, whole.slice(0, whole.length - at)));
  }

  #blocksOf(root: Scope, path: readonly string[]): Scope[] {
    const known = this.#blocks.get(root) ?? new Map<string, Scope[]>();
    this.#blocks.set(root, known);
    const key = path.join('.');
    const blocks = known.get(key) ?? [];
    known.set(key, blocks);
    return blocks;
  }
}

/** `namespace A.B {` declares two at once. */
function declaredNames({ type, parent }: Node): readonly string[] {
  if (type === 'TSEnumBody') return parent?.type === 'TSEnumDeclaration' ? [parent.id.name] : [];
  if (type !== 'TSModuleBlock' || parent?.type !== 'TSModuleDeclaration') return [];
  return namesIn(parent.id);
}

function namesIn(id: Node): readonly string[] {
  if (id.type === 'TSQualifiedName') return [...namesIn(id.left), ...namesIn(id.right)];
  return id.type === 'Identifier' ? [id.name] : [];
}
