/** Applies a plan to a Babel tree, in place, before other plugins visit it. */
import type { NodePath, types as t } from '@babel/core';
import type { Edit } from '../../edit.ts';
import type { EditPlan } from '../edit-plan.ts';
import {
  type BindEdit,
  type ChainEdit,
  type EnterEdit,
  editGroupsOf,
  type NodeEdit,
} from '../tree/node-edits.ts';
import { placeEdits, TargetSet } from '../tree/placement.ts';
import { BabelBuilders, type BabelTypes } from './babel-builders.ts';
import { behindParentheses, couldHold, indexBabel, pathsTo } from './babel-index.ts';

export interface BabelTree {
  readonly types: BabelTypes;
  readonly program: NodePath<t.Program>;
  /** The text that the tree was parsed from. */
  readonly text: string;
}

/** Returns the edits whose nodes are missing, because something else changed the tree before. */
export function writeBabel({ types, program, text }: BabelTree, plan: EditPlan): readonly Edit[] {
  const groups = editGroupsOf(plan);
  const targets = new TargetSet(groups, (start) => behindParentheses(text, start));
  const { nodeEdits, refused } = placeEdits(groups, indexBabel(types, program.node, text, targets));
  if (nodeEdits.size === 0) return refused;
  const writer = new BabelWriter(types, plan, nodeEdits, targets);
  writer.write(program.node);
  // Bindings that moved into the `try` of an entered body no longer belong to its function's scope.
  for (const path of pathsTo(types, program.node, targets, (it) => writer.isEntered(it))) {
    (program.get(path) as NodePath).scope.crawl();
  }
  program.scope.crawl();
  return refused;
}

type Fields = Record<string, unknown>;

class BabelWriter {
  readonly #entered = new Set<t.Node>();
  readonly #t: BabelTypes;
  readonly #build: BabelBuilders;
  readonly #nodeEdits: ReadonlyMap<t.Node, readonly NodeEdit[]>;
  readonly #targets: TargetSet;
  /** The objects of each chain's links, from left to right. */
  readonly #objects = new Map<ChainEdit, t.Expression[]>();

  constructor(
    types: BabelTypes,
    plan: EditPlan,
    nodeEdits: ReadonlyMap<t.Node, readonly NodeEdit[]>,
    targets: TargetSet,
  ) {
    this.#t = types;
    this.#build = new BabelBuilders(types, plan);
    this.#nodeEdits = nodeEdits;
    this.#targets = targets;
  }

  isEntered(node: t.Node): boolean {
    return this.#t.isFunction(node) && this.#entered.has(node.body);
  }

  write(program: t.Program): void {
    this.#children(program);
    program.body.unshift(this.#build.import());
  }

  #visit(node: t.Node): t.Node | undefined {
    const nodeEdits = this.#nodeEdits.get(node) ?? [];
    if (nodeEdits.some(({ how }) => how === 'remove')) return undefined;
    return nodeEdits.reduceRight(
      (inner, nodeEdit) => this.#perform(nodeEdit, inner, node),
      this.#inside(node, nodeEdits),
    );
  }

  #visitWanted(node: t.Node): t.Node | undefined {
    return couldHold(this.#targets, node) ? this.#visit(node) : node;
  }

  #expression(node: t.Node): t.Expression {
    return this.#visit(node) as t.Expression;
  }

  #children(node: t.Node): void {
    const fields = node as unknown as Fields;
    for (const key of this.#t.VISITOR_KEYS[node.type] ?? []) {
      const child = fields[key] as t.Node | (t.Node | null)[] | null | undefined;
      if (Array.isArray(child)) {
        const visited = child.map((item) => item && this.#visitWanted(item));
        fields[key] = visited.includes(undefined) ? remaining(visited, key) : visited;
      } else if (child) fields[key] = this.#visitWanted(child);
    }
  }

  /** The node with the edits inside it applied. */
  #inside(node: t.Node, nodeEdits: readonly NodeEdit[]): t.Node {
    const t = this.#t;
    const bound = nodeEdits.find((nodeEdit) => nodeEdit.how === 'bind');
    if (bound !== undefined) return this.#bind(node as t.MemberExpression, bound);
    if (t.isOptionalMemberExpression(node)) return this.#member(node);
    if (t.isOptionalCallExpression(node)) return this.#call(node);
    if (t.isCallExpression(node) && this.#boundAt(node.callee)) return this.#call(node);
    this.#children(node);
    if (t.isArrowFunctionExpression(node)) node.expression = !t.isBlockStatement(node.body);
    return node;
  }

  #perform(nodeEdit: NodeEdit, inner: t.Node, node: t.Node): t.Node {
    const t = this.#t;
    const expression = inner as t.Expression;
    switch (nodeEdit.how) {
      case 'pass': {
        const site = nodeEdit.site === undefined ? [] : [this.#build.string(nodeEdit.site)];
        const call = (value: t.Expression) => this.#build.pass(nodeEdit, [...site, value], value);
        if (!t.isObjectProperty(inner)) return call(expression);
        inner.shorthand = false;
        inner.value = call(inner.value as t.Expression);
        return inner;
      }
      case 'give':
        (inner as t.YieldExpression).argument = this.#build.scope('give', []);
        return inner;
      case 'link': {
        const objects = this.#objects.get(nodeEdit.chain);
        if (objects === undefined) this.#objects.set(nodeEdit.chain, [expression]);
        else objects.push(expression);
        return this.#build.slot(nodeEdit.access === 'call');
      }
      case 'chain':
        return this.#build.chain(this.#objects.get(nodeEdit) ?? [], expression, node);
      case 'enter':
        return this.#enter(inner, nodeEdit);
      case 'resume': {
        const block = inner as t.BlockStatement;
        block.body = [t.expressionStatement(this.#build.scope('in', [])), ...block.body];
        return block;
      }
      default:
        return inner;
    }
  }

  #enter(body: t.Node, nodeEdit: EnterEdit): t.BlockStatement {
    const t = this.#t;
    const block = t.isBlockStatement(body)
      ? body
      : t.blockStatement([t.returnStatement(this.#build.scope('end', [body as t.Expression]))]);
    block.body = this.#build.enter(nodeEdit, block.body);
    this.#entered.add(block);
    return block;
  }

  #boundAt(node: t.Node): BindEdit | undefined {
    return this.#nodeEdits.get(node)?.find((nodeEdit) => nodeEdit.how === 'bind');
  }

  /** `receiver.key` → `$ot.helper("site", receiver, "key", flags)` */
  #bind(node: t.MemberExpression | t.OptionalMemberExpression, { edit, site, flags }: BindEdit): t.Node {
    const receiver = this.#expression(node.object);
    const args = [this.#build.string(site), receiver, this.#key(node)];
    if (flags !== 0) args.push(this.#t.numericLiteral(flags));
    return this.#t.inheritsComments(this.#build.helper(edit.helper, args, node), node);
  }

  #key({ property, computed }: t.MemberExpression | t.OptionalMemberExpression): t.Expression {
    if (computed || !this.#t.isIdentifier(property)) return this.#expression(property);
    const key = this.#build.string(property.name);
    if (property.loc) key.loc = property.loc;
    return this.#t.inheritsComments(key, property);
  }

  /** Rebuilds a link of an optional chain that may have lost its `?.`, or the chain that it continues. */
  #member(node: t.OptionalMemberExpression): t.Node {
    const t = this.#t;
    const object = this.#expression(node.object);
    const property = node.computed ? this.#expression(node.property) : node.property;
    const optional = node.optional && !this.#isLinked(node.object);
    const made =
      optional || this.#isChain(object)
        ? t.optionalMemberExpression(object, property as t.Expression, node.computed, optional)
        : t.memberExpression(object, property, node.computed);
    return t.inherits(made, node);
  }

  #call(node: t.CallExpression | t.OptionalCallExpression): t.Node {
    const t = this.#t;
    const bound = this.#boundAt(node.callee);
    const optional = bound ? bound.flags !== 0 : t.isOptionalCallExpression(node) && node.optional;
    const isOptional = optional && !this.#isLinked(node.callee);
    const callee = this.#expression(node.callee);
    const args = node.arguments.map((argument) => this.#expression(argument));
    const made =
      isOptional || this.#isChain(callee)
        ? t.optionalCallExpression(callee, args, isOptional)
        : t.callExpression(callee, args);
    // Babel 7 keeps TypeScript's type arguments in `typeParameters`.
    const { typeArguments, typeParameters } = node as unknown as Fields;
    Object.assign(made, typeArguments ? { typeArguments } : {}, typeParameters ? { typeParameters } : {});
    return t.inherits(made, node);
  }

  #isLinked(object: t.Node): boolean {
    return this.#nodeEdits.get(object)?.some(({ how }) => how === 'link') ?? false;
  }

  #isChain(node: t.Node): boolean {
    if (this.#t.isTSNonNullExpression(node)) return this.#isChain(node.expression);
    return this.#t.isOptionalMemberExpression(node) || this.#t.isOptionalCallExpression(node);
  }
}

/** Babel's plugins take an empty list of decorators for some. */
function remaining(visited: readonly unknown[], key: string): unknown[] | null {
  const rest = visited.filter((it) => it !== undefined);
  return rest.length === 0 && key === 'decorators' ? null : rest;
}
