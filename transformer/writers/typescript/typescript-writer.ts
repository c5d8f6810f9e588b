/** Applies a plan to a TypeScript tree, for a `before` transformer. */
import type ts from 'typescript';
import type { Edit } from '../../edit.ts';
import type { EditPlan } from '../edit-plan.ts';
import {
  type BindEdit,
  type ChainEdit,
  type EnterEdit,
  editGroupsOf,
  type NodeEdit,
  targetKey,
} from '../tree/node-edits.ts';
import { placeEdits, TargetSet } from '../tree/placement.ts';
import { TypeScriptBuilders } from './typescript-builders.ts';
import { indexTypeScript, type TypeScriptTree } from './typescript-index.ts';

export type { TypeScriptTree } from './typescript-index.ts';

export interface WrittenTree<T> {
  readonly tree: T;
  /** Edits whose nodes are missing, because something else changed the tree before. */
  readonly refused: readonly Edit[];
}

export function writeTypeScript(tree: TypeScriptTree, plan: EditPlan): WrittenTree<ts.SourceFile> {
  const groups = editGroupsOf(plan);
  const { nodes, parents } = indexTypeScript(tree, new TargetSet(groups));
  const { nodeEdits, refused } = placeEdits(groups, (role, range) => nodes.get(targetKey(role, range)));
  if (nodeEdits.size === 0) return { tree: tree.file, refused };
  return {
    tree: new TypeScriptWriter(tree, plan, nodeEdits, withAncestors(nodeEdits.keys(), parents)).write(),
    refused,
  };
}

/** The nodes and their ancestors; the rest of the tree need not be visited. */
function withAncestors(nodes: Iterable<ts.Node>, parents: ReadonlyMap<ts.Node, ts.Node>): Set<ts.Node> {
  const touched = new Set<ts.Node>();
  for (const node of nodes) {
    for (let at: ts.Node | undefined = node; at && !touched.has(at); at = parents.get(at)) touched.add(at);
  }
  return touched;
}

class TypeScriptWriter {
  readonly #ts: typeof ts;
  readonly #factory: ts.NodeFactory;
  readonly #context: ts.TransformationContext;
  readonly #file: ts.SourceFile;
  readonly #build: TypeScriptBuilders;
  readonly #isModule: boolean;
  readonly #nodeEdits: ReadonlyMap<ts.Node, readonly NodeEdit[]>;
  readonly #touched: ReadonlySet<ts.Node>;
  /** The objects of each chain's links, from left to right. */
  readonly #objects = new Map<ChainEdit, ts.Expression[]>();

  constructor(
    tree: TypeScriptTree,
    plan: EditPlan,
    nodeEdits: ReadonlyMap<ts.Node, readonly NodeEdit[]>,
    touched: ReadonlySet<ts.Node>,
  ) {
    this.#ts = tree.ts;
    this.#context = tree.context;
    this.#factory = tree.context.factory;
    this.#file = tree.file;
    this.#build = new TypeScriptBuilders(tree, plan);
    // The compiler may treat a file without module syntax as a module (`moduleDetection`).
    const isTaken = tree.ts.isExternalModule(tree.file) && !/\.c[jt]s$/.test(tree.file.fileName);
    this.#isModule = plan.module === 'esm' || isTaken;
    this.#nodeEdits = nodeEdits;
    this.#touched = touched;
  }

  write(): ts.SourceFile {
    const file = this.#ts.visitEachChild(this.#file, this.#visit, this.#context);
    const statements = this.#afterDirectives(file.statements, (rest) => [
      this.#withFirstComments(this.#build.import(this.#isModule), rest[0]),
      ...rest,
    ]);
    return this.#factory.updateSourceFile(file, statements);
  }

  /** A docblock or a licence stands first in a file, or its tools do not find it. */
  #withFirstComments(added: ts.Statement, first: ts.Statement | undefined): ts.Statement {
    const [written] = this.#file.statements;
    if (first === undefined || this.#ts.getOriginalNode(first) !== written) return added;
    const { pos } = written;
    const start = written.getStart(this.#file);
    if (this.#file.text.slice(pos, start).trim() === '') return added;
    const { NoLeadingComments } = this.#ts.EmitFlags;
    for (let at: ts.Node | undefined = first; at; at = this.#ts.forEachChild(at, (it) => it)) {
      const range = this.#ts.getCommentRange(at);
      if (range.pos >= 0 && range.pos <= start) this.#ts.setEmitFlags(at, NoLeadingComments);
    }
    return this.#ts.setCommentRange(added, { pos, end: start });
  }

  readonly #visit = (node: ts.Node): ts.Node | undefined => {
    if (!this.#touched.has(node)) return node;
    const nodeEdits = this.#nodeEdits.get(node) ?? [];
    if (nodeEdits.some(({ how }) => how === 'remove')) return undefined;
    return nodeEdits.reduceRight(
      (inner, nodeEdit) => this.#perform(nodeEdit, inner, node),
      this.#inside(node, nodeEdits),
    );
  };

  #expression(node: ts.Expression): ts.Expression {
    return this.#visit(node) as ts.Expression;
  }

  /** The node with the edits inside it applied. */
  #inside(node: ts.Node, nodeEdits: readonly NodeEdit[]): ts.Node {
    const bound = nodeEdits.find((nodeEdit) => nodeEdit.how === 'bind');
    if (bound !== undefined) return this.#bind(node as ts.PropertyAccessExpression, bound);
    if (this.#ts.isOptionalChain(node)) return this.#link(node);
    if (this.#ts.isCallExpression(node) && this.#boundAt(node.expression)) return this.#link(node);
    return this.#ts.visitEachChild(node, this.#visit, this.#context);
  }

  #perform(nodeEdit: NodeEdit, inner: ts.Node, node: ts.Node): ts.Node {
    const expression = inner as ts.Expression;
    switch (nodeEdit.how) {
      case 'pass': {
        const site = nodeEdit.site === undefined ? [] : [this.#build.string(nodeEdit.site)];
        const call = (value: ts.Expression) => this.#build.pass(nodeEdit, [...site, value], node);
        if (!this.#ts.isShorthandPropertyAssignment(node)) return call(expression);
        const name = this.#factory.createIdentifier(node.name.text);
        return this.#ts.setTextRange(this.#factory.createPropertyAssignment(name, call(node.name)), node);
      }
      case 'give':
        return this.#factory.updateYieldExpression(
          node as ts.YieldExpression,
          undefined,
          this.#build.scope('give', []),
        );
      case 'link': {
        const objects = this.#objects.get(nodeEdit.chain);
        if (objects === undefined) this.#objects.set(nodeEdit.chain, [expression]);
        else objects.push(expression);
        return nodeEdit.access === 'call' ? this.#unbound(this.#build.slot()) : this.#build.slot();
      }
      case 'chain':
        return this.#build.chain(this.#objects.get(nodeEdit) ?? [], expression, node);
      case 'enter':
        return this.#enter(inner, nodeEdit);
      case 'resume':
        return this.#resume(inner as ts.Block);
      default:
        return inner;
    }
  }

  #boundAt(node: ts.Node): BindEdit | undefined {
    return this.#nodeEdits.get(node)?.find((nodeEdit) => nodeEdit.how === 'bind');
  }

  /** `receiver.key` → `$ot.helper("site", receiver, "key", flags)` */
  #bind(
    node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    { edit, site, flags }: BindEdit,
  ): ts.Node {
    const receiver = this.#expression(node.expression);
    const key = this.#ts.isElementAccessExpression(node)
      ? this.#expression(node.argumentExpression)
      : this.#build.key(node);
    const last = flags === 0 ? [] : [this.#factory.createNumericLiteral(flags)];
    return this.#build.helper(edit.helper, [this.#build.string(site), receiver, key, ...last], node);
  }

  /** Rebuilds a link of an optional chain that may have lost its `?.`, or the chain that it continues. */
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
    if (this.#nodeEdits.get(node.expression)?.some(({ how }) => how === 'link')) return undefined;
    const flags = this.#boundAt(node.expression)?.flags ?? 0;
    if (flags !== 0) return this.#factory.createToken(this.#ts.SyntaxKind.QuestionDotToken);
    return this.#ts.isNonNullExpression(node) ? undefined : node.questionDotToken;
  }

  /** `(0, callee)`, so that the call has no receiver. */
  #unbound(callee: ts.Expression): ts.Expression {
    return this.#factory.createParenthesizedExpression(
      this.#factory.createComma(this.#factory.createNumericLiteral(0), callee),
    );
  }

  #enter(body: ts.Node, nodeEdit: EnterEdit): ts.Block {
    if (nodeEdit.edit.isExpression) {
      const result = this.#factory.createReturnStatement(this.#build.scope('end', [body as ts.Expression]));
      return this.#factory.createBlock(this.#build.enter(nodeEdit, [result]), true);
    }
    const block = body as ts.Block;
    const statements = this.#afterDirectives(block.statements, (rest) => this.#build.enter(nodeEdit, rest));
    return this.#ts.setTextRange(this.#factory.createBlock(statements, true), block);
  }

  #resume(block: ts.Block): ts.Block {
    const first = this.#factory.createExpressionStatement(this.#build.scope('in', []));
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
