/** What a type says of a value: which module's class it is, or which members it has. */

import { type Class, type Node, nameOfKey } from '../parse/tree.ts';
import { madeOfClass } from './instances.ts';
import { ELEMENT, imported, isElement, NOTHING, type Thing } from './value.ts';
import type { Things } from './value-resolver.ts';

type Typed = Thing & { is: 'type' };
type Reference = Node & { type: 'TSTypeReference' };
type Arguments = Reference['typeArguments'];

/** Types that are used like what they are given first. */
const LIKE_FIRST: ReadonlySet<string> = new Set(
  'Awaited DeepPartial Exclude Extract NonNullable Omit Partial Pick Promise PromiseLike Readonly Required'.split(
    ' ',
  ),
);
/** Types whose last argument is that of their elements. */
const LISTS: ReadonlySet<string> = new Set(
  'Array AsyncIterable Iterable Map ReadonlyArray ReadonlyMap ReadonlySet Record Set WeakMap'.split(' '),
);

export function typeOf(type: Node | null | undefined, at: Node, things: Things): readonly Thing[] {
  return type ? things.once(type, () => find(type, at, things)) : NOTHING;
}

function find(type: Node, at: Node, things: Things): readonly Thing[] {
  const of = (inner: Node): readonly Thing[] => typeOf(inner, at, things);
  switch (type.type) {
    case 'TSTypeReference':
      return reference(type, at, things);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return type.types.flatMap(of);
    case 'TSParenthesizedType':
    case 'TSTypeOperator':
    case 'TSOptionalType':
      return of(type.typeAnnotation);
    case 'TSNamedTupleMember':
      return of(type.elementType);
    case 'TSArrayType':
      return [{ is: 'list', of: of(type.elementType) }];
    case 'TSMappedType':
      return type.typeAnnotation ? [{ is: 'list', of: of(type.typeAnnotation) }] : NOTHING;
    case 'TSTypeQuery':
      return type.exprName.type === 'TSImportType' ? NOTHING : valueNamed(type.exprName, at, things);
    case 'TSIndexedAccessType': {
      const { indexType: index } = type;
      const isName = index.type === 'TSLiteralType' && index.literal.type === 'Literal';
      const key = isName ? String((index.literal as { value: unknown }).value) : ELEMENT;
      return things.steps(of(type.objectType), key);
    }
    case 'TSImportType':
      return things.steps(qualified(imported(type.source.value), type.qualifier, things), 'new');
    case 'TSTypeLiteral':
    case 'TSInterfaceBody':
    case 'TSFunctionType':
    case 'TSMethodSignature':
    case 'TSTupleType':
      return [{ is: 'type', node: type, at }];
    default:
      return NOTHING;
  }
}

function reference({ typeName, typeArguments }: Reference, at: Node, things: Things): readonly Thing[] {
  if (typeName.type !== 'Identifier') {
    const origins = valueNamed(typeName, at, things).filter(({ is }) => is === 'origin');
    return things.steps(origins, 'new');
  }
  const { name } = typeName;
  const declared = declaredType(name, at, things);
  return declared ?? platformType(name, typeArguments, at, things);
}

/** A type that this file imports or declares; undefined where it does neither. */
function declaredType(name: string, at: Node, things: Things): readonly Thing[] | undefined {
  const parameter = typeParameter(name, at);
  if (parameter !== undefined) return typeOf(parameter.constraint ?? parameter.default, at, things);
  const binding = things.resolve(name, at);
  if (binding !== undefined && binding !== 'dynamic') {
    if (binding.kind === 'import') return things.steps(things.named(name, at), 'new');
    const owner = binding.kind === 'class' ? binding.sources?.[0]?.node : undefined;
    if (owner !== undefined) return madeOfClass(owner as Class, things);
  }
  const declarations = things.analysis.types.filter(({ id }) => id.name === name);
  return declarations.length === 0 ? undefined : declarations.flatMap((it) => ofDeclaration(it, things));
}

function ofDeclaration(declaration: Things['analysis']['types'][number], things: Things): readonly Thing[] {
  if (declaration.type === 'TSTypeAliasDeclaration') {
    return typeOf(declaration.typeAnnotation, declaration, things);
  }
  const parents = declaration.extends.flatMap(({ expression }) =>
    expression.type === 'Identifier'
      ? (declaredType(expression.name, declaration, things) ?? NOTHING)
      : NOTHING,
  );
  return [...typeOf(declaration.body, declaration, things), ...parents];
}

/** `T` of `<T extends OpenAI>`, in a function, class or type around. */
function typeParameter(name: string, from: Node): (Node & { type: 'TSTypeParameter' }) | undefined {
  for (let at: Node | null | undefined = from; at; at = at.parent) {
    const params = 'typeParameters' in at ? at.typeParameters?.params : undefined;
    const found = params?.find((it) => it.type === 'TSTypeParameter' && it.name.name === name);
    if (found !== undefined) return found as Node & { type: 'TSTypeParameter' };
  }
  return undefined;
}

function platformType(name: string, args: Arguments, at: Node, things: Things): readonly Thing[] {
  const [first] = args?.params ?? [];
  if (LIKE_FIRST.has(name)) return typeOf(first, at, things);
  if (LISTS.has(name)) return [{ is: 'list', of: typeOf(args?.params.at(-1), at, things) }];
  if (name === 'ReturnType') return things.steps(typeOf(first, at, things), '()');
  if (name !== 'InstanceType') return NOTHING;
  return typeOf(first, at, things).flatMap((thing) =>
    thing.is === 'origin'
      ? things.step(thing, 'new')
      : thing.is === 'value' && 'superClass' in thing.node
        ? madeOfClass(thing.node, things)
        : NOTHING,
  );
}

/** `typeof client`, `OpenAI.Client`: what a name, or a member of one, is as a value. */
function valueNamed(name: Node, at: Node, things: Things): readonly Thing[] {
  if (name.type === 'Identifier') return things.named(name.name, at);
  return name.type === 'TSQualifiedName'
    ? things.steps(valueNamed(name.left, at, things), name.right.name)
    : NOTHING;
}

function qualified(base: readonly Thing[], name: Node | null, things: Things): readonly Thing[] {
  if (name === null) return base;
  if (name.type === 'Identifier') return things.steps(base, name.name);
  return name.type === 'TSQualifiedName'
    ? things.steps(qualified(base, name.left, things), name.right.name)
    : NOTHING;
}

export function typeMember({ node, at }: Typed, key: string, things: Things): readonly Thing[] {
  const of = (type: Node | null | undefined): readonly Thing[] => typeOf(type, at, things);
  switch (node.type) {
    case 'TSFunctionType':
    case 'TSMethodSignature':
      if (key === '()') return of(node.returnType?.typeAnnotation);
      return key.startsWith('(') ? of(annotationOf(node.params[Number(key.slice(1, -1))])) : NOTHING;
    case 'TSTupleType':
      if (!isElement(key)) return NOTHING;
      return key === ELEMENT
        ? node.elementTypes.flatMap(of)
        : of(node.elementTypes[Number(key.slice(1, -1))]);
    case 'TSTypeLiteral':
      return node.members.flatMap((member) => signature(member, key, of));
    case 'TSInterfaceBody':
      return node.body.flatMap((member) => signature(member, key, of));
    default:
      return NOTHING;
  }
}

const annotationOf = (param: Node | undefined): Node | undefined =>
  param && 'typeAnnotation' in param && param.typeAnnotation?.type === 'TSTypeAnnotation'
    ? param.typeAnnotation.typeAnnotation
    : undefined;

function signature(
  member: Node,
  key: string,
  of: (type: Node | null | undefined) => readonly Thing[],
): readonly Thing[] {
  switch (member.type) {
    case 'TSPropertySignature':
      return key === ELEMENT || nameOfKey(member) === key
        ? of(member.typeAnnotation?.typeAnnotation)
        : NOTHING;
    case 'TSMethodSignature':
      if (nameOfKey(member) !== key) return NOTHING;
      return member.kind === 'get' ? of(member.returnType?.typeAnnotation) : of(member);
    case 'TSIndexSignature':
      return key === '()' ? NOTHING : of(member.typeAnnotation.typeAnnotation);
    case 'TSCallSignatureDeclaration':
      return key === '()' ? of(member.returnType?.typeAnnotation) : NOTHING;
    default:
      return NOTHING;
  }
}
