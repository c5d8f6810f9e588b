/**
 * Where a value comes from, as far as the text can tell: `client.chat` with `const client = new OpenAI()`
 * and `import OpenAI from 'openai'` is `openai`: `default`, `new`, `chat`.
 */
import {
  type Analysis,
  type Binding,
  classAround,
  type Fields,
  resolve,
  type Scope,
  type Source,
  scopeOf,
} from './scope.ts';
import { bare, type Callable, eachChild, isCallable, isString, keyOf, type Node, nameOfKey } from './tree.ts';

export interface Origin {
  /** The module that the value was imported from; undefined where that is not known. */
  readonly module: string | undefined;
  /** Export name, then members; `new` for an instance, `()` for a call's result. */
  readonly path: readonly string[];
}

const MAX_DEPTH = 40;

export class Names {
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly #fields: Fields;
  readonly #members = new Map<Node, Map<string, Origin | undefined>>();
  readonly #known = new Map<Node, Origin | undefined>();
  #depth = 0;

  constructor({ scopes, fields }: Pick<Analysis, 'scopes' | 'fields'>) {
    this.scopes = scopes;
    this.#fields = fields;
  }

  scopeOf(node: Node): Scope {
    return scopeOf(node, this.scopes);
  }

  resolve(name: string, at: Node): Binding | 'dynamic' | undefined {
    return resolve(name, this.scopeOf(at));
  }

  /** True where `name` means the platform's global at `at`. */
  isGlobal(name: string, at: Node): boolean {
    return this.resolve(name, at) === undefined;
  }

  /** The origin of an expression's value; without a module, the path alone as it is written. */
  origin(expression: Node): Origin | undefined {
    const node = bare(expression);
    if (this.#known.has(node) || this.#depth > MAX_DEPTH) return this.#known.get(node);
    this.#known.set(node, undefined);
    this.#depth++;
    const origin = this.#find(node) ?? this.#byAssertion(expression);
    this.#depth--;
    this.#known.set(node, origin);
    return origin;
  }

  #find(node: Node): Origin | undefined {
    switch (node.type) {
      case 'Identifier':
        return this.#identifier(node.name, node);
      case 'ThisExpression':
        return { module: undefined, path: ['this'] };
      case 'MemberExpression':
        return this.#member(node);
      case 'NewExpression':
        return step(this.origin(node.callee), 'new');
      case 'AwaitExpression':
        return this.origin(node.argument);
      case 'CallExpression':
        return this.#call(node);
      case 'ImportExpression':
        return isString(node.source) ? { module: node.source.value, path: [] } : undefined;
      case 'LogicalExpression':
        return this.#either(node.left, node.right);
      case 'ConditionalExpression':
        return this.#either(node.consequent, node.alternate);
      case 'AssignmentExpression':
        return this.origin(node.right);
      default:
        return undefined;
    }
  }

  #identifier(name: string, at: Node): Origin | undefined {
    const binding = this.resolve(name, at);
    const unknown = { module: undefined, path: [name] };
    if (binding === undefined || binding === 'dynamic') return unknown;
    return this.#ofBinding(binding) ?? unknown;
  }

  #ofBinding(binding: Binding): Origin | undefined {
    const [first] = binding.sources ?? [];
    if (binding.kind === 'import') return first && importOrigin(first.node);
    return this.#ofSources(binding.sources) ?? this.#byAnnotation(binding.id);
  }

  /** Every source that says anything must say the same module. */
  #ofSources(sources: readonly Source[] | undefined): Origin | undefined {
    const origins = (sources ?? []).map((source) => this.#ofSource(source)).filter((it) => it !== undefined);
    return origins.find((it) => it.module !== undefined) ?? origins[0];
  }

  #ofSource({ node, path }: Source): Origin | undefined {
    if (isCallable(node) || node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
      return undefined;
    return path.reduce<Origin | undefined>((origin, name) => step(origin, name), this.origin(node));
  }

  #member(node: Node & { type: 'MemberExpression' }): Origin | undefined {
    const key = keyOf(node);
    if (key === undefined) return undefined;
    if (node.object.type === 'ThisExpression')
      return this.#field(key, node) ?? { module: undefined, path: ['this', key] };
    return step(this.origin(node.object), key);
  }

  /** `this.client` by the class's field, an assignment in one of its methods, or a parameter property. */
  #field(key: string, at: Node): Origin | undefined {
    const owner = classAround(at);
    if (owner === undefined) return undefined;
    const known = this.#members.get(owner) ?? new Map<string, Origin | undefined>();
    this.#members.set(owner, known);
    if (!known.has(key)) {
      known.set(key, undefined);
      known.set(key, this.#findField(key, owner));
    }
    return known.get(key);
  }

  #findField(key: string, owner: Node & { type: 'ClassBody' }): Origin | undefined {
    for (const value of this.#fields.get(owner)?.get(key) ?? []) {
      const origin = this.#proven(value);
      if (origin !== undefined) return origin;
    }
    for (const member of owner.body) {
      const isField = member.type === 'PropertyDefinition' && nameOfKey(member) === key;
      const origin = isField
        ? ((member.value && this.#proven(member.value)) ??
          this.#ofType(member.typeAnnotation?.typeAnnotation, member))
        : member.type === 'MethodDefinition' && this.#parameterProperty(member.value, key);
      if (origin) return origin;
    }
    return undefined;
  }

  #parameterProperty(method: Callable, key: string): Origin | undefined {
    for (const param of method.params) {
      if (param.type !== 'TSParameterProperty') continue;
      const id = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
      if (id.type === 'Identifier' && id.name === key) return this.#byAnnotation(id);
    }
    return undefined;
  }

  #call(node: Node & { type: 'CallExpression' }): Origin | undefined {
    const { callee, arguments: args } = node;
    if (callee.type === 'Identifier') {
      const [id] = args;
      if (callee.name === 'require' && isString(id) && this.isGlobal('require', node)) {
        return { module: id.value, path: [] };
      }
      const made = this.#madeBy(callee.name, node);
      if (made !== undefined) return made;
    }
    return step(this.origin(callee), '()');
  }

  /** What a function of this file returns, where it returns one thing. */
  #madeBy(name: string, at: Node): Origin | undefined {
    const binding = this.resolve(name, at);
    if (binding === undefined || binding === 'dynamic' || binding.sources?.length !== 1) return undefined;
    const fn = bare(binding.sources[0]?.node as Node);
    if (!isCallable(fn) || !fn.body) return undefined;
    if (fn.body.type !== 'BlockStatement')
      return this.#proven(fn.body) ?? this.#ofType(fn.returnType?.typeAnnotation, fn);
    for (const returned of returnsOf(fn.body)) {
      const origin = this.#proven(returned);
      if (origin !== undefined) return origin;
    }
    return this.#ofType(fn.returnType?.typeAnnotation, fn);
  }

  #proven(node: Node): Origin | undefined {
    const origin = this.origin(node);
    return origin?.module === undefined ? undefined : origin;
  }

  #either(left: Node, right: Node): Origin | undefined {
    return this.#proven(left) ?? this.#proven(right) ?? this.origin(left);
  }

  #byAnnotation(id: Node): Origin | undefined {
    const annotation = 'typeAnnotation' in id ? id.typeAnnotation : undefined;
    return annotation?.type === 'TSTypeAnnotation' ? this.#ofType(annotation.typeAnnotation, id) : undefined;
  }

  #byAssertion(node: Node): Origin | undefined {
    return node.type === 'TSAsExpression' ? this.#ofType(node.typeAnnotation, node) : undefined;
  }

  /** `client: OpenAI` says as much as `new OpenAI()`. */
  #ofType(type: Node | null | undefined, at: Node): Origin | undefined {
    if (type?.type !== 'TSTypeReference') return undefined;
    const [argument] = type.typeArguments?.params ?? [];
    if (type.typeName.type !== 'Identifier') return undefined;
    if (type.typeName.name === 'Promise') return this.#ofType(argument, at);
    const binding = this.resolve(type.typeName.name, at);
    if (binding === undefined || binding === 'dynamic' || binding.kind !== 'import') return undefined;
    return step(this.#ofBinding(binding), 'new');
  }
}

/** Imported from a package by its name: not from a file of the program, nor through its path aliases. */
export const isForeignPackage = (origin: Origin | undefined): boolean =>
  origin?.module !== undefined && /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:\/|$)/.test(origin.module);

const step = (origin: Origin | undefined, name: string): Origin | undefined =>
  origin && { module: origin.module, path: [...origin.path, name] };

function importOrigin(node: Node): Origin | undefined {
  const declaration = node.parent;
  if (node.type === 'TSImportEqualsDeclaration') {
    const { moduleReference: from } = node;
    return from.type === 'TSExternalModuleReference'
      ? { module: from.expression.value, path: [] }
      : undefined;
  }
  if (declaration?.type !== 'ImportDeclaration') return undefined;
  const module = declaration.source.value;
  if (node.type === 'ImportSpecifier') {
    return { module, path: [node.imported.type === 'Literal' ? node.imported.value : node.imported.name] };
  }
  return { module, path: node.type === 'ImportDefaultSpecifier' ? ['default'] : [] };
}

function returnsOf(body: Node): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (isCallable(node)) return;
    if (node.type === 'ReturnStatement' && node.argument) found.push(node.argument);
    eachChild(node, visit);
  };
  visit(body);
  return found;
}
