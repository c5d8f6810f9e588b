/** Builds the Babel nodes of rewritten code. */
import type { types as t } from '@babel/core';
import { type EditPlan, isPureMark, PURE } from '../edit-plan.ts';
import type { EnterEdit, PassEdit } from '../tree/node-edits.ts';

export type BabelTypes = typeof t;

export class BabelBuilders {
  readonly #t: BabelTypes;
  readonly #plan: EditPlan;

  constructor(types: BabelTypes, plan: EditPlan) {
    this.#t = types;
    this.#plan = plan;
  }

  import(): t.Statement {
    const t = this.#t;
    const { names, runtime, module } = this.#plan;
    const name = t.identifier(names.helpers);
    const from = this.string(runtime);
    if (module === 'esm') return t.importDeclaration([t.importNamespaceSpecifier(name)], from);
    return this.#const(names.helpers, t.callExpression(t.identifier('require'), [from]));
  }

  /** `$ot.method(…)`; `at` is the author's node that it replaces. */
  helper(method: string, args: t.Expression[], at?: t.Node): t.CallExpression {
    return this.#method(this.#plan.names.helpers, method, args, at);
  }

  /** A helper's call as `edit` says: the author's mark goes to both, since it would speak of ours alone. */
  pass(edit: PassEdit, args: t.Expression[], at: t.Node): t.CallExpression {
    const t = this.#t;
    const call = this[edit.through](edit.method, args, at);
    const isMarked = call.leadingComments?.some(({ value }) => isPureMark(value));
    if (isMarked || edit.pure) t.addComment(isMarked ? at : call, 'leading', ` ${PURE} `);
    if (edit.unnamed && !this.#printsName(at))
      call.callee = t.sequenceExpression([t.numericLiteral(0), call.callee as t.Expression]);
    return call;
  }

  /** Babel prints `(e) => e` as `e => e`, in which the lexer of CommonJS names finds one. */
  #printsName(at: t.Node): boolean {
    if (!this.#t.isArrowFunctionExpression(at) || at.params.length !== 1) return false;
    const [param] = at.params;
    return this.#t.isIdentifier(param) && !param.typeAnnotation && !param.optional;
  }

  /** `$x.method(…)` */
  scope(method: string, args: t.Expression[], at?: t.Node): t.CallExpression {
    return this.#method(this.#plan.names.scope, method, args, at);
  }

  /** `$ot.slot.v`; `(0, $ot.slot.v)` where it is called, so that the call has no receiver. */
  slot(isCalled: boolean): t.Expression {
    const t = this.#t;
    const slot = t.memberExpression(t.identifier(this.#plan.names.helpers), t.identifier('slot'));
    const value = t.memberExpression(slot, t.identifier('v'));
    return isCalled ? t.sequenceExpression([t.numericLiteral(0), value]) : value;
  }

  /** `$ot.chain($ot.nil(object) ? void 0 : … rest)` */
  chain(objects: readonly t.Expression[], rest: t.Expression, at: t.Node): t.Expression {
    const t = this.#t;
    const conditional = objects.reduceRight<t.Expression>((otherwise, object) => {
      const nothing = t.unaryExpression('void', t.numericLiteral(0));
      return t.conditionalExpression(this.helper('nil', [object]), nothing, otherwise);
    }, rest);
    return this.helper('chain', [conditional], at);
  }

  /** `const $x = $ot.enter(…); try { … } catch ($e) { throw $x.fail($e); } finally { $x.exit(); }` */
  enter({ edit, site }: EnterEdit, statements: t.Statement[]): t.Statement[] {
    const t = this.#t;
    const { scope, caught } = this.#plan.names;
    const args: t.Expression[] = [this.string(site), t.numericLiteral(edit.kind)];
    if (edit.args === 'arguments') args.push(t.identifier('arguments'));
    else if (edit.args.length > 0) args.push(t.arrayExpression(edit.args.map((name) => t.identifier(name))));
    if (edit.self) args.push(t.thisExpression());
    const fail = t.throwStatement(this.scope('fail', [t.identifier(caught)]));
    const exited = this.scope('exit', []);
    const exit = t.expressionStatement(edit.waits ? t.awaitExpression(exited) : exited);
    return [
      this.#const(scope, this.helper(edit.helper, args)),
      t.tryStatement(
        t.blockStatement(statements),
        t.catchClause(t.identifier(caught), t.blockStatement([fail])),
        t.blockStatement([exit]),
      ),
    ];
  }

  string(text: string): t.StringLiteral {
    const literal = this.#t.stringLiteral(text);
    literal.extra = { rawValue: text, raw: JSON.stringify(text) };
    return literal;
  }

  #method(object: string, method: string, args: t.Expression[], at: t.Node | undefined): t.CallExpression {
    const t = this.#t;
    const callee = t.memberExpression(t.identifier(object), t.identifier(method));
    const call = t.callExpression(callee, args);
    if (at === undefined) return call;
    if (at.loc) callee.loc = call.loc = at.loc;
    // `/* @__PURE__ */` and the like belong to the call now.
    t.inheritLeadingComments(call, at);
    at.leadingComments = null;
    return call;
  }

  #const(name: string, value: t.Expression): t.Statement {
    return this.#t.variableDeclaration('const', [
      this.#t.variableDeclarator(this.#t.identifier(name), value),
    ]);
  }
}
