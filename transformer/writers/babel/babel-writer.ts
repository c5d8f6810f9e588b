/** Performs edits on a Babel tree, in place, before other plugins meet it. */
import type { NodePath, types as t } from '@babel/core';
import type { Edit } from '../../edit.ts';
import type { Order } from '../edit-plan.ts';
import { type Bound, type Chained, type Entered, jobsOf, type Mark } from '../tree/node-edits.ts';
import { place, Wanted } from '../tree/placement.ts';
import { Forms, type Types } from './babel-builders.ts';
import { behindParentheses, indexTree, pathsTo, reaches } from './babel-index.ts';

export interface BabelTree {
  readonly types: Types;
  readonly program: NodePath<t.Program>;
  /** The text that the tree was made from. */
  readonly text: string;
}

/** Returns the edits whose nodes are not there, because something else changed the tree before. */
export function writeBabel({ types, program, text }: BabelTree, order: Order): readonly Edit[] {
  const jobs = jobsOf(order);
  const wanted = new Wanted(jobs, (start) => behindParentheses(text, start));
  const { marks, refused } = place(jobs, indexTree(types, program.node, text, wanted));
  if (marks.size === 0) return refused;
  const writer = new Writer(types, order, marks, wanted);
  writer.write(program.node);
  // What moved into the `try` of an entered body is no longer bound by its function.
  for (const path of pathsTo(types, program.node, wanted, (it) => writer.isEntered(it))) {
    (program.get(path) as NodePath).scope.crawl();
  }
  program.scope.crawl();
  return refused;
}

type Fields = Record<string, unknown>;

class Writer {
  readonly #entered = new Set<t.Node>();
  readonly #t: Types;
  readonly #forms: Forms;
  readonly #marks: ReadonlyMap<t.Node, readonly Mark[]>;
  readonly #wanted: Wanted;
  /** The objects of a chain's links, from left to right. */
  readonly #objects = new Map<Chained, t.Expression[]>();

  constructor(types: Types, order: Order, marks: ReadonlyMap<t.Node, readonly Mark[]>, wanted: Wanted) {
    this.#t = types;
    this.#forms = new Forms(types, order);
    this.#marks = marks;
    this.#wanted = wanted;
  }

  isEntered(node: t.Node): boolean {
    return this.#t.isFunction(node) && this.#entered.has(node.body);
  }

  write(program: t.Program): void {
    this.#children(program);
    program.body.unshift(this.#forms.import());
  }

  #visit(node: t.Node): t.Node | undefined {
    const marks = this.#marks.get(node) ?? [];
    if (marks.some(({ how }) => how === 'remove')) return undefined;
    return marks.reduceRight((inner, mark) => this.#perform(mark, inner, node), this.#inside(node, marks));
  }

  #visitWanted(node: t.Node): t.Node | undefined {
    return reaches(this.#wanted, node) ? this.#visit(node) : node;
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
        fields[key] = visited.includes(undefined) ? visited.filter((it) => it !== undefined) : visited;
      } else if (child) fields[key] = this.#visitWanted(child);
    }
  }

  /** The node, with what is inside it done. */
  #inside(node: t.Node, marks: readonly Mark[]): t.Node {
    const t = this.#t;
    const bound = marks.find((mark) => mark.how === 'bind');
    if (bound !== undefined) return this.#bind(node as t.MemberExpression, bound);
    if (t.isOptionalMemberExpression(node)) return this.#member(node);
    if (t.isOptionalCallExpression(node)) return this.#call(node);
    if (t.isCallExpression(node) && this.#boundAt(node.callee)) return this.#call(node);
    this.#children(node);
    if (t.isArrowFunctionExpression(node)) node.expression = !t.isBlockStatement(node.body);
    return node;
  }

  #perform(mark: Mark, inner: t.Node, node: t.Node): t.Node {
    const t = this.#t;
    const expression = inner as t.Expression;
    switch (mark.how) {
      case 'pass': {
        const site = mark.site === undefined ? [] : [this.#forms.string(mark.site)];
        const call = (value: t.Expression) => this.#forms[mark.through](mark.method, [...site, value], value);
        if (!t.isObjectProperty(inner)) return call(expression);
        inner.shorthand = false;
        inner.value = call(inner.value as t.Expression);
        return inner;
      }
      case 'give':
        (inner as t.YieldExpression).argument = this.#forms.scope('give', []);
        return inner;
      case 'link': {
        const objects = this.#objects.get(mark.chain);
        if (objects === undefined) this.#objects.set(mark.chain, [expression]);
        else objects.push(expression);
        return this.#forms.slot(mark.access === 'call');
      }
      case 'chain':
        return this.#forms.chain(this.#objects.get(mark) ?? [], expression, node);
      case 'enter':
        return this.#enter(inner, mark);
      case 'resume': {
        const block = inner as t.BlockStatement;
        block.body = [t.expressionStatement(this.#forms.scope('in', [])), ...block.body];
        return block;
      }
      default:
        return inner;
    }
  }

  #enter(body: t.Node, mark: Entered): t.BlockStatement {
    const t = this.#t;
    const block = t.isBlockStatement(body)
      ? body
      : t.blockStatement([t.returnStatement(this.#forms.scope('end', [body as t.Expression]))]);
    block.body = this.#forms.enter(mark, block.body);
    this.#entered.add(block);
    return block;
  }

  #boundAt(node: t.Node): Bound | undefined {
    return this.#marks.get(node)?.find((mark) => mark.how === 'bind');
  }

  /** `receiver.key` → `$ot.helper("site", receiver, "key", flags)` */
  #bind(node: t.MemberExpression | t.OptionalMemberExpression, { edit, site, flags }: Bound): t.Node {
    const receiver = this.#expression(node.object);
    const args = [this.#forms.string(site), receiver, this.#key(node)];
    if (flags !== 0) args.push(this.#t.numericLiteral(flags));
    return this.#t.inheritsComments(this.#forms.helper(edit.helper, args, node), node);
  }

  #key({ property, computed }: t.MemberExpression | t.OptionalMemberExpression): t.Expression {
    if (computed || !this.#t.isIdentifier(property)) return this.#expression(property);
    const key = this.#forms.string(property.name);
    if (property.loc) key.loc = property.loc;
    return this.#t.inheritsComments(key, property);
  }

  /** A link of an optional chain, which may have lost its `?.` or what it continues. */
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
    // Babel 7 keeps TypeScript's type arguments under another name.
    const { typeArguments, typeParameters } = node as unknown as Fields;
    Object.assign(made, typeArguments ? { typeArguments } : {}, typeParameters ? { typeParameters } : {});
    return t.inherits(made, node);
  }

  #isLinked(object: t.Node): boolean {
    return this.#marks.get(object)?.some(({ how }) => how === 'link') ?? false;
  }

  #isChain(node: t.Node): boolean {
    if (this.#t.isTSNonNullExpression(node)) return this.#isChain(node.expression);
    return this.#t.isOptionalMemberExpression(node) || this.#t.isOptionalCallExpression(node);
  }
}
