/** Builds the TypeScript nodes of rewritten code. */
import type ts from 'typescript';
import { type EditPlan, PURE } from '../edit-plan.ts';
import type { EnterEdit, PassEdit } from '../tree/node-edits.ts';
import type { TypeScriptTree } from './typescript-index.ts';

const MARKED = /\/\*\s*[@#]__PURE__\s*\*\/\s*$/;

export class TypeScriptBuilders {
  readonly #ts: typeof ts;
  readonly #factory: ts.NodeFactory;
  readonly #plan: EditPlan;
  readonly #file: ts.SourceFile;
  readonly #helpers: ts.Identifier;

  constructor({ ts: api, context, file }: TypeScriptTree, plan: EditPlan) {
    const { factory } = context;
    this.#ts = api;
    this.#factory = factory;
    this.#file = file;
    this.#plan = plan;
    const { Optimistic, FileLevel } = api.GeneratedIdentifierFlags;
    // Only a generated name keeps referring to the import in every module format that TypeScript emits.
    this.#helpers = factory.createUniqueName(plan.names.helpers, Optimistic | FileLevel);
  }

  import(isModule: boolean): ts.Statement {
    const factory = this.#factory;
    const from = this.string(this.#plan.runtime);
    if (!isModule) return this.#const(this.#helpers, this.#call(factory.createIdentifier('require'), [from]));
    const all = factory.createNamespaceImport(this.#helpers);
    return factory.createImportDeclaration(
      undefined,
      factory.createImportClause(undefined, undefined, all),
      from,
    );
  }

  /** `$ot.method(…)`; `at` is the author's node that it replaces. */
  helper(method: string, args: readonly ts.Expression[], at?: ts.Node): ts.CallExpression {
    return this.#method(this.#helpers, method, args, at);
  }

  /** A helper's call as `edit` says: the author's mark goes to both, since it would speak of ours alone. */
  pass(edit: PassEdit, args: readonly ts.Expression[], at: ts.Node): ts.CallExpression {
    const call = this[edit.through](edit.method, args, at);
    const value = args.at(-1);
    const isMarked = at.pos >= 0 && MARKED.test(this.#file.text.slice(at.pos, at.getStart(this.#file)));
    if (isMarked && value) this.#markPure(value);
    else if (edit.pure) this.#markPure(call);
    if (!edit.unnamed) return call;
    const factory = this.#factory;
    const callee = factory.createComma(factory.createNumericLiteral(0), call.expression);
    const unnamed = this.#call(factory.createParenthesizedExpression(callee), call.arguments);
    return this.#ts.setTextRange(unnamed, call);
  }

  #markPure(node: ts.Node): void {
    const { MultiLineCommentTrivia } = this.#ts.SyntaxKind;
    this.#ts.addSyntheticLeadingComment(node, MultiLineCommentTrivia, ` ${PURE} `, false);
  }

  /** `$x.method(…)` */
  scope(method: string, args: readonly ts.Expression[], at?: ts.Node): ts.CallExpression {
    return this.#method(this.#factory.createIdentifier(this.#plan.names.scope), method, args, at);
  }

  /** `$ot.slot.v` */
  slot(): ts.Expression {
    const slot = this.#factory.createPropertyAccessExpression(this.#helpers, 'slot');
    return this.#factory.createPropertyAccessExpression(slot, 'v');
  }

  /** `$ot.chain($ot.nil(object) ? void 0 : … rest)` */
  chain(objects: readonly ts.Expression[], rest: ts.Expression, at: ts.Node): ts.Expression {
    const factory = this.#factory;
    const conditional = objects.reduceRight<ts.Expression>((otherwise, object) => {
      const test = this.helper('nil', [object]);
      return factory.createConditionalExpression(
        test,
        undefined,
        factory.createVoidZero(),
        undefined,
        otherwise,
      );
    }, rest);
    return this.helper('chain', [conditional], at);
  }

  /** `const $x = $ot.enter(…); try { … } catch ($e) { throw $x.fail($e); } finally { $x.exit(); }` */
  enter({ edit, site }: EnterEdit, statements: readonly ts.Statement[]): ts.Statement[] {
    const factory = this.#factory;
    const { scope, caught } = this.#plan.names;
    const args: ts.Expression[] = [this.string(site), factory.createNumericLiteral(edit.kind)];
    if (edit.args === 'arguments') args.push(factory.createIdentifier('arguments'));
    else if (edit.args.length > 0) {
      args.push(
        factory.createArrayLiteralExpression(edit.args.map((name) => factory.createIdentifier(name))),
      );
    }
    if (edit.self) args.push(factory.createThis());
    const fail = factory.createThrowStatement(this.scope('fail', [factory.createIdentifier(caught)]));
    const exited = this.scope('exit', []);
    const exit = factory.createExpressionStatement(
      edit.waits ? factory.createAwaitExpression(exited) : exited,
    );
    return [
      this.#const(factory.createIdentifier(scope), this.helper(edit.helper, args)),
      factory.createTryStatement(
        factory.createBlock(statements, true),
        factory.createCatchClause(
          factory.createVariableDeclaration(caught),
          factory.createBlock([fail], true),
        ),
        factory.createBlock([exit], true),
      ),
    ];
  }

  string(text: string): ts.StringLiteral {
    const literal = this.#factory.createStringLiteral(text);
    return this.#ts.setEmitFlags(literal, this.#ts.EmitFlags.NoAsciiEscaping);
  }

  /** The method's name as a string, with the comments before it. */
  key({ expression, name }: ts.PropertyAccessExpression): ts.Expression {
    const key = this.#ts.setSourceMapRange(this.string(name.text), name);
    return expression.pos < 0 ? key : this.#ts.setCommentRange(key, { pos: expression.end, end: name.end });
  }

  #method(
    object: ts.Expression,
    method: string,
    args: readonly ts.Expression[],
    at: ts.Node | undefined,
  ): ts.CallExpression {
    const callee = this.#factory.createPropertyAccessExpression(object, method);
    const call = this.#call(callee, args);
    if (at === undefined || at.pos < 0) return call;
    const start = at.getStart(this.#file);
    for (const arg of args) if (arg.pos === at.pos) this.#takeComments(arg, start);
    this.#ts.setSourceMapRange(callee, { pos: start, end: at.end });
    return this.#ts.setTextRange(call, at);
  }

  /** Moves the comments before the author's expression to the call, so that they are not printed twice. */
  #takeComments(expression: ts.Node, start: number): void {
    const { pos } = expression;
    for (
      let at: ts.Node | undefined = expression;
      at?.pos === pos;
      at = this.#ts.forEachChild(at, (it) => it)
    ) {
      this.#ts.setCommentRange(at, { pos: start, end: at.end });
    }
  }

  #call(callee: ts.Expression, args: readonly ts.Expression[]): ts.CallExpression {
    return this.#factory.createCallExpression(callee, undefined, args);
  }

  #const(name: ts.Identifier, value: ts.Expression): ts.Statement {
    const declaration = this.#factory.createVariableDeclaration(name, undefined, undefined, value);
    const list = this.#factory.createVariableDeclarationList([declaration], this.#ts.NodeFlags.Const);
    return this.#factory.createVariableStatement(undefined, list);
  }
}
