/**
 * The one walk over a file: sets every node's parent, collects the bindings of every scope, and the nodes
 * that some rule visits.
 */

import {
  type CallExpression,
  eachChild,
  isCallable,
  memberKey,
  type Node,
  type Program,
} from '../parse/tree.ts';
import { type Binding, resolveName, type Scope } from './binding.ts';
import { declare, declareInFunction, declarePattern } from './declare.ts';
import { Namespaces } from './namespaces.ts';
import { textOperands } from './text-operands.ts';

/** `object.key = value`; the key `[]` stands for any element. */
export interface MemberWrite {
  readonly object: Node;
  readonly key: string;
  readonly value: Node;
}

export interface Analysis {
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly writes: readonly MemberWrite[];
  /** Calls and constructions whose callee is a plain name. */
  readonly calls: readonly NamedCall[];
  readonly types: readonly TypeDeclaration[];
  /** Modules of import declarations. */
  readonly imports: readonly string[];
  readonly wanted: readonly Node[];
  /** What text is made of: `${fn}`, `fn.toString()`, `page.evaluate(fn)`. */
  readonly texts: readonly Node[];
  /** Calls of a member of `jest`, `vi` and what else may be hoisted. */
  readonly runners: readonly CallExpression[];
}

export type NamedCall = Node & { type: 'CallExpression' | 'NewExpression' };
export type TypeDeclaration = Node & { type: 'TSInterfaceDeclaration' | 'TSTypeAliasDeclaration' };

/** The body block of a function shares the scope of its parameters. */
const opensScope = (node: Node): boolean => node.type !== 'BlockStatement' || !isCallable(node.parent);

/** What the walk has to do for each type of node; for most, nothing. */
const OPENS = 1;
const DECLARES = 2;
const NOTED = 4;
/** May make text of a value. */
const SPELLS = 8;
const DUTIES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    BlockStatement: OPENS,
    ForStatement: OPENS,
    SwitchStatement: OPENS,
    StaticBlock: OPENS,
    TSModuleBlock: OPENS,
    WithStatement: OPENS,
    ForInStatement: OPENS | NOTED,
    ForOfStatement: OPENS | NOTED,
    FunctionDeclaration: OPENS | DECLARES,
    FunctionExpression: OPENS | DECLARES,
    ArrowFunctionExpression: OPENS | DECLARES,
    ClassDeclaration: OPENS | DECLARES,
    ClassExpression: OPENS | DECLARES,
    CatchClause: OPENS | DECLARES,
    VariableDeclaration: DECLARES,
    ImportDeclaration: DECLARES | NOTED,
    TSImportEqualsDeclaration: DECLARES | NOTED,
    TSEnumDeclaration: DECLARES,
    TSEnumBody: OPENS | DECLARES,
    TSModuleDeclaration: DECLARES,
    AssignmentExpression: NOTED | SPELLS,
    BinaryExpression: SPELLS,
    TemplateLiteral: SPELLS,
    UpdateExpression: NOTED,
    NewExpression: NOTED | SPELLS,
    TSInterfaceDeclaration: NOTED,
    TSTypeAliasDeclaration: NOTED,
    CallExpression: NOTED | SPELLS,
  }),
);

const holdsVar = (node: Node): boolean =>
  isCallable(node) || node.type === 'StaticBlock' || node.type === 'TSModuleBlock';

interface Assignment {
  readonly target: Node;
  readonly value: Node | undefined;
  readonly scope: Scope;
}

export function analyseScopes(program: Program, strict: boolean, wants: (type: string) => boolean): Analysis {
  const walk = new ScopeWalk(strict, wants);
  eachChild(program, walk.visit, program, walk.open(program, undefined));
  // Last, for rules that decide by all of a file.
  if (wants(program.type)) walk.wanted.push(program);
  for (const assignment of walk.assignments) applyAssignment(assignment);
  return walk;
}

class ScopeWalk implements Analysis {
  readonly scopes: Map<Node, Scope> = new Map();
  readonly writes: MemberWrite[] = [];
  readonly calls: NamedCall[] = [];
  readonly types: TypeDeclaration[] = [];
  readonly imports: string[] = [];
  readonly wanted: Node[] = [];
  readonly texts: Node[] = [];
  readonly runners: CallExpression[] = [];
  readonly assignments: Assignment[] = [];
  readonly #namespaces = new Namespaces();
  readonly #strict: boolean;
  readonly #wants: (type: string) => boolean;

  constructor(strict: boolean, wants: (type: string) => boolean) {
    this.#strict = strict;
    this.#wants = wants;
  }

  /** The hot loop: called once for every node of the file. */
  readonly visit = (node: Node, parent: Node, outer: Scope): void => {
    node.parent = parent;
    const duty = DUTIES.get(node.type) ?? 0;
    const scope = duty & OPENS && opensScope(node) ? this.open(node, outer) : outer;
    if (duty & DECLARES) declare(node, scope, outer);
    if (!this.#strict && isCallable(node)) declareInFunction(node, outer);
    if (duty & NOTED) this.#note(node, scope);
    if (duty & SPELLS) this.#noteText(node);
    if (this.#wants(node.type)) this.wanted.push(node);
    eachChild(node, this.visit, node, scope);
  };

  open(node: Node, parent: Scope | undefined): Scope {
    const bindings = new Map<string, Binding>();
    const scope = { node, parent, bindings, dynamic: node.type === 'WithStatement' } as Scope;
    scope.functionScope = parent === undefined || holdsVar(node) ? scope : parent.functionScope;
    this.scopes.set(node, scope);
    if (parent !== undefined) this.#namespaces.open(scope, parent);
    return scope;
  }

  #note(node: Node, scope: Scope): void {
    switch (node.type) {
      case 'AssignmentExpression':
        return this.#noteAssignment(node, scope);
      case 'UpdateExpression':
        this.assignments.push({ target: node.argument, value: undefined, scope });
        return;
      case 'ForInStatement':
      case 'ForOfStatement':
        if (node.left.type === 'VariableDeclaration') return;
        this.assignments.push({ target: node.left, value: undefined, scope });
        return;
      case 'CallExpression':
        return this.#noteCall(node, scope);
      case 'NewExpression':
        if (node.callee.type === 'Identifier') this.calls.push(node);
        return;
      case 'ImportDeclaration':
        this.imports.push(node.source.value);
        return;
      case 'TSImportEqualsDeclaration':
        if (node.moduleReference.type === 'TSExternalModuleReference')
          this.imports.push(node.moduleReference.expression.value);
        return;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        this.types.push(node);
    }
  }

  #noteText(node: Node): void {
    for (const operand of textOperands(node)) if (operand.type !== 'Literal') this.texts.push(operand);
  }

  #noteCall(node: Node & { type: 'CallExpression' }, scope: Scope): void {
    const { callee, arguments: args } = node;
    if (callee.type === 'Identifier') {
      if (!this.#strict && callee.name === 'eval') scope.functionScope.dynamic = true;
      this.calls.push(node);
      return;
    }
    if (isRunner(callee)) this.runners.push(node);
    if (callee.type === 'MemberExpression' && ADDS.has(memberKey(callee) ?? '')) {
      const value = args.at(-1);
      if (value !== undefined) this.writes.push({ object: callee.object, key: '[]', value });
    }
  }

  #noteAssignment(node: Node & { type: 'AssignmentExpression' }, scope: Scope): void {
    const { left, operator, right } = node;
    const value = isPlainAssignment(operator) ? right : undefined;
    if (left.type !== 'MemberExpression') this.assignments.push({ target: left, value, scope });
    else if (value !== undefined) {
      const { object } = left;
      this.writes.push({
        object,
        key: left.computed ? (memberKey(left) ?? '[]') : (memberKey(left) as string),
        value,
      });
    }
  }
}

/** `vi.hoisted(…)`, `jest.mock(…)`: test runners move them before every import. */
const isRunner = (callee: Node): boolean =>
  callee.type === 'MemberExpression' &&
  callee.object.type === 'Identifier' &&
  /^(?:hoisted|(?:do|un|deepUn|dontM|setM|unstable_)?[mM]ock(?:Module)?)$/.test(memberKey(callee) ?? '');

/** Methods that add their last argument to a collection. */
const ADDS: ReadonlySet<string> = new Set(['add', 'push', 'set', 'unshift']);

const isPlainAssignment = (operator: string): boolean =>
  operator === '=' || operator === '??=' || operator === '||=';

/** Runs after the walk, when all hoisted names are declared. */
function applyAssignment({ target, value, scope }: Assignment): void {
  declarePattern(target, value, scope, (id, source) => {
    const binding = resolveName(id.name, scope);
    if (binding === undefined || binding === 'dynamic') return;
    if (source === undefined) binding.sources = undefined;
    else binding.sources?.push(source);
  });
}
