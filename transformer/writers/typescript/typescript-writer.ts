/** Performs edits on a TypeScript tree, as a `before` transformer. */
import type ts from 'typescript';
import type { Edit } from '../../edit.ts';
import type { Order } from '../edit-plan.ts';
import { type Bound, type Chained, type Entered, jobsOf, keyOf, type Mark } from '../tree/node-edits.ts';
import { place, Wanted } from '../tree/placement.ts';
import { Forms } from './typescript-builders.ts';
import { indexTree, type TypeScriptTree } from './typescript-index.ts';

export type { TypeScriptTree } from './typescript-index.ts';

export interface WrittenTree<T> {
  readonly tree: T;
  /** Edits whose nodes are not there, because something else changed the tree before. */
  readonly refused: readonly Edit[];
}

export function writeTypeScript(tree: TypeScriptTree, order: Order): WrittenTree<ts.SourceFile> {
  const jobs = jobsOf(order);
  const { nodes, parents } = indexTree(tree, new Wanted(jobs));
  const { marks, refused } = place(jobs, (role, range) => nodes.get(keyOf(role, range)));
  if (marks.size === 0) return { tree: tree.file, refused };
  return { tree: new Writer(tree, order, marks, above(marks.keys(), parents)).write(), refused };
}

/** The nodes and everything around them; the rest of the tree is not visited. */
function above(nodes: Iterable<ts.Node>, parents: ReadonlyMap<ts.Node, ts.Node>): Set<ts.Node> {
  const touched = new Set<ts.Node>();
  for (const node of nodes) {
    for (let at: ts.Node | undefined = node; at && !touched.has(at); at = parents.get(at)) touched.add(at);
  }
  return touched;
}

class Writer {
  readonly #ts: typeof ts;
  readonly #factory: ts.NodeFactory;
  readonly #context: ts.TransformationContext;
  readonly #file: ts.SourceFile;
  readonly #forms: Forms;
  readonly #isModule: boolean;
  readonly #marks: ReadonlyMap<ts.Node, readonly Mark[]>;
  readonly #touched: ReadonlySet<ts.Node>;
  /** The objects of a chain's links, from left to right. */
  readonly #objects = new Map<Chained, ts.Expression[]>();

  constructor(
    tree: TypeScriptTree,
    order: Order,
    marks: ReadonlyMap<ts.Node, readonly Mark[]>,
    touched: ReadonlySet<ts.Node>,
  ) {
    this.#ts = tree.ts;
    this.#context = tree.context;
    this.#factory = tree.context.factory;
    this.#file = tree.file;
    this.#forms = new Forms(tree, order);
    // A file without a word of module syntax is one all the same where the compiler takes it for one.
    const isTaken = tree.ts.isExternalModule(tree.file) && !/\.c[jt]s$/.test(tree.file.fileName);
    this.#isModule = order.module === 'esm' || isTaken;
    this.#marks = marks;
    this.#touched = touched;
  }

  write(): ts.SourceFile {
    const file = this.#ts.visitEachChild(this.#file, this.#visit, this.#context);
    const statements = this.#afterDirectives(file.statements, (rest) => [
      this.#forms.import(this.#isModule),
      ...rest,
    ]);
    return this.#factory.updateSourceFile(file, statements);
  }

  readonly #visit = (node: ts.Node): ts.Node | undefined => {
    if (!this.#touched.has(node)) return node;
    const marks = this.#marks.get(node) ?? [];
    if (marks.some(({ how }) => how === 'remove')) return undefined;
    return marks.reduceRight((inner, mark) => this.#perform(mark, inner, node), this.#inside(node, marks));
  };

  #expression(node: ts.Expression): ts.Expression {
    return this.#visit(node) as ts.Expression;
  }

  /** The node, with what is inside it done. */
  #inside(node: ts.Node, marks: readonly Mark[]): ts.Node {
    const bound = marks.find((mark) => mark.how === 'bind');
    if (bound !== undefined) return this.#bind(node as ts.PropertyAccessExpression, bound);
    if (this.#ts.isOptionalChain(node)) return this.#link(node);
    if (this.#ts.isCallExpression(node) && this.#boundAt(node.expression)) return this.#link(node);
    return this.#ts.visitEachChild(node, this.#visit, this.#context);
  }

  #perform(mark: Mark, inner: ts.Node, node: ts.Node): ts.Node {
    const expression = inner as ts.Expression;
    switch (mark.how) {
      case 'pass': {
        const site = mark.site === undefined ? [] : [this.#forms.string(mark.site)];
        const call = (value: ts.Expression) => this.#forms[mark.through](mark.method, [...site, value], node);
        if (!this.#ts.isShorthandPropertyAssignment(node)) return call(expression);
        const name = this.#factory.createIdentifier(node.name.text);
        return this.#ts.setTextRange(this.#factory.createPropertyAssignment(name, call(node.name)), node);
      }
      case 'give':
        return this.#factory.updateYieldExpression(
          node as ts.YieldExpression,
          undefined,
          this.#forms.scope('give', []),
        );
      case 'link': {
        const objects = this.#objects.get(mark.chain);
        if (objects === undefined) this.#objects.set(mark.chain, [expression]);
        else objects.push(expression);
        return mark.access === 'call' ? this.#unbound(this.#forms.slot()) : this.#forms.slot();
      }
      case 'chain':
        return this.#forms.chain(this.#objects.get(mark) ?? [], expression, node);
      case 'enter':
        return this.#enter(inner, mark);
      case 'resume':
        return this.#resume(inner as ts.Block);
      default:
        return inner;
    }
  }

  #boundAt(node: ts.Node): Bound | undefined {
    return this.#marks.get(node)?.find((mark) => mark.how === 'bind');
  }

  /** `receiver.key` → `$ot.helper("site", receiver, "key", flags)` */
  #bind(
    node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    { edit, site, flags }: Bound,
  ): ts.Node {
    const receiver = this.#expression(node.expression);
    const key = this.#ts.isElementAccessExpression(node)
      ? this.#expression(node.argumentExpression)
      : this.#forms.key(node);
    const last = flags === 0 ? [] : [this.#factory.createNumericLiteral(flags)];
    return this.#forms.helper(edit.helper, [this.#forms.string(site), receiver, key, ...last], node);
  }

  /** A link of an optional chain, which may have lost its `?.` or what it continues. */
  #link(node: ts.CallExpression | ts.OptionalChain): ts.Node {
    const { isCallExpression, isElementAccessExpression, isPropertyAccessExpression } = this.#ts;
    const factory = this.#factory;
    const object = this.#expression(node.expression);
    const question = this.#question(node);
    const continues = question !== undefined || this.#ts.isOptionalChain(object);
    let made: ts.Node;
    if (isCallExpression(node)) {
      const args = this.#ts.visitNodes(node.arguments, this.#visit, this.#ts.isExpression);
      made = continues
        ? factory.createCallChain(object, question, node.typeArguments, args)
        : factory.createCallExpression(object, node.typeArguments, args);
    } else if (isPropertyAccessExpression(node)) {
      made = continues
        ? factory.createPropertyAccessChain(object, question, node.name)
        : factory.createPropertyAccessExpression(object, node.name);
    } else if (isElementAccessExpression(node)) {
      const key = this.#expression(node.argumentExpression);
      made = continues
        ? factory.createElementAccessChain(object, question, key)
        : factory.createElementAccessExpression(object, key);
    } else {
      made = continues ? factory.createNonNullChain(object) : factory.createNonNullExpression(object);
    }
    return this.#ts.setOriginalNode(this.#ts.setTextRange(made, node), node);
  }

  #question(node: ts.CallExpression | ts.OptionalChain): ts.QuestionDotToken | undefined {
    if (this.#marks.get(node.expression)?.some(({ how }) => how === 'link')) return undefined;
    const flags = this.#boundAt(node.expression)?.flags ?? 0;
    if (flags !== 0) return this.#factory.createToken(this.#ts.SyntaxKind.QuestionDotToken);
    return this.#ts.isNonNullExpression(node) ? undefined : node.questionDotToken;
  }

  /** `(0, callee)`, which calls without a receiver. */
  #unbound(callee: ts.Expression): ts.Expression {
    return this.#factory.createParenthesizedExpression(
      this.#factory.createComma(this.#factory.createNumericLiteral(0), callee),
    );
  }

  #enter(body: ts.Node, mark: Entered): ts.Block {
    if (mark.edit.isExpression) {
      const result = this.#factory.createReturnStatement(this.#forms.scope('end', [body as ts.Expression]));
      return this.#factory.createBlock(this.#forms.enter(mark, [result]), true);
    }
    const block = body as ts.Block;
    const statements = this.#afterDirectives(block.statements, (rest) => this.#forms.enter(mark, rest));
    return this.#ts.setTextRange(this.#factory.createBlock(statements, true), block);
  }

  #resume(block: ts.Block): ts.Block {
    const first = this.#factory.createExpressionStatement(this.#forms.scope('in', []));
    const statements = this.#factory.createNodeArray([first, ...block.statements]);
    return this.#factory.updateBlock(block, this.#ts.setTextRange(statements, block.statements));
  }

  #afterDirectives(
    statements: ts.NodeArray<ts.Statement>,
    change: (rest: readonly ts.Statement[]) => readonly ts.Statement[],
  ): ts.NodeArray<ts.Statement> {
    const isDirective = (it: ts.Statement) =>
      this.#ts.isExpressionStatement(it) && this.#ts.isStringLiteral(it.expression);
    const first = statements.findIndex((it) => !isDirective(it));
    const directives = first < 0 ? statements : statements.slice(0, first);
    const all = [...directives, ...change(statements.slice(directives.length))];
    return this.#ts.setTextRange(this.#factory.createNodeArray(all), statements);
  }
}
