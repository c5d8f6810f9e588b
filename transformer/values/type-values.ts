/** What a type annotation shows of a value: the module's class it is an instance of, or its members. */

import { type Class, type Node, propertyName } from '../parse/tree.ts';
import { instanceValues } from './instances.ts';
import type { ValueResolver } from './resolver.ts';
import { ELEMENT, importedModule, isElementStep, NO_VALUES, type PossibleValue } from './value.ts';

type Typed = PossibleValue & { is: 'type' };
type Reference = Node & { type: 'TSTypeReference' };
type Arguments = Reference['typeArguments'];

/** Generic types whose values are used like their first argument. */
const LIKE_FIRST: ReadonlySet<string> = new Set(
  'Awaited DeepPartial Exclude Extract NonNullable Omit Partial Pick Promise PromiseLike Readonly Required'.split(
    ' ',
  ),
);
/** Generic types whose last argument is the type of their elements. */
const LISTS: ReadonlySet<string> = new Set(
  'Array AsyncIterable Iterable Map ReadonlyArray ReadonlyMap ReadonlySet Record Set WeakMap'.split(' '),
);

export function valuesOfType(
  type: Node | null | undefined,
  at: Node,
  resolver: ValueResolver,
): readonly PossibleValue[] {
  return type ? resolver.once(type, () => resolveType(type, at, resolver)) : NO_VALUES;
}

function resolveType(type: Node, at: Node, resolver: ValueResolver): readonly PossibleValue[] {
  const of = (inner: Node): readonly PossibleValue[] => valuesOfType(inner, at, resolver);
  switch (type.type) {
    case 'TSTypeReference':
      return referencedType(type, at, resolver);
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
      return type.typeAnnotation ? [{ is: 'list', of: of(type.typeAnnotation) }] : NO_VALUES;
    case 'TSTypeQuery':
      return type.exprName.type === 'TSImportType' ? NO_VALUES : namedValue(type.exprName, at, resolver);
    case 'TSIndexedAccessType': {
      const { indexType: index } = type;
      const isName = index.type === 'TSLiteralType' && index.literal.type === 'Literal';
      const key = isName ? String((index.literal as { value: unknown }).value) : ELEMENT;
      return resolver.membersOf(of(type.objectType), key);
    }
    case 'TSImportType':
      return resolver.membersOf(
        qualifiedValue(importedModule(type.source.value), type.qualifier, resolver),
        'new',
      );
    case 'TSTypeLiteral':
    case 'TSInterfaceBody':
    case 'TSFunctionType':
    case 'TSMethodSignature':
    case 'TSTupleType':
      return [{ is: 'type', node: type, at }];
    default:
      return NO_VALUES;
  }
}

function referencedType(
  { typeName, typeArguments }: Reference,
  at: Node,
  resolver: ValueResolver,
): readonly PossibleValue[] {
  if (typeName.type !== 'Identifier') {
    const origins = namedValue(typeName, at, resolver).filter(({ is }) => is === 'origin');
    return resolver.membersOf(origins, 'new');
  }
  const { name } = typeName;
  const declared = declaredType(name, at, resolver);
  return declared ?? platformType(name, typeArguments, at, resolver);
}

/** A type that this file imports or declares; undefined where it does neither. */
function declaredType(name: string, at: Node, resolver: ValueResolver): readonly PossibleValue[] | undefined {
  const parameter = typeParameter(name, at);
  if (parameter !== undefined) return valuesOfType(parameter.constraint ?? parameter.default, at, resolver);
  const binding = resolver.resolve(name, at);
  if (binding !== undefined && binding !== 'dynamic') {
    if (binding.kind === 'import') return resolver.membersOf(resolver.valuesOfName(name, at), 'new');
    const owner = binding.kind === 'class' ? binding.sources?.[0]?.node : undefined;
    if (owner !== undefined) return instanceValues(owner as Class, resolver);
  }
  const declarations = resolver.analysis.types.filter(({ id }) => id.name === name);
  return declarations.length === 0
    ? undefined
    : declarations.flatMap((it) => declarationValues(it, resolver));
}

function declarationValues(
  declaration: ValueResolver['analysis']['types'][number],
  resolver: ValueResolver,
): readonly PossibleValue[] {
  if (declaration.type === 'TSTypeAliasDeclaration') {
    return valuesOfType(declaration.typeAnnotation, declaration, resolver);
  }
  const parents = declaration.extends.flatMap(({ expression }) =>
    expression.type === 'Identifier'
      ? (declaredType(expression.name, declaration, resolver) ?? NO_VALUES)
      : NO_VALUES,
  );
  return [...valuesOfType(declaration.body, declaration, resolver), ...parents];
}

/** The declaration of a type parameter in an enclosing function, class or type: `T` of `<T extends OpenAI>`. */
function typeParameter(name: string, from: Node): (Node & { type: 'TSTypeParameter' }) | undefined {
  for (let at: Node | null | undefined = from; at; at = at.parent) {
    const params = 'typeParameters' in at ? at.typeParameters?.params : undefined;
    const found = params?.find((it) => it.type === 'TSTypeParameter' && it.name.name === name);
    if (found !== undefined) return found as Node & { type: 'TSTypeParameter' };
  }
  return undefined;
}

function platformType(
  name: string,
  args: Arguments,
  at: Node,
  resolver: ValueResolver,
): readonly PossibleValue[] {
  const [first] = args?.params ?? [];
  if (LIKE_FIRST.has(name)) return valuesOfType(first, at, resolver);
  if (LISTS.has(name)) return [{ is: 'list', of: valuesOfType(args?.params.at(-1), at, resolver) }];
  if (name === 'ReturnType') return resolver.membersOf(valuesOfType(first, at, resolver), '()');
  if (name !== 'InstanceType') return NO_VALUES;
  return valuesOfType(first, at, resolver).flatMap((value) =>
    value.is === 'origin'
      ? resolver.memberOf(value, 'new')
      : value.is === 'value' && 'superClass' in value.node
        ? instanceValues(value.node, resolver)
        : NO_VALUES,
  );
}

/** The values of an entity name: `client` in `typeof client`, `OpenAI.Client` in a type reference. */
function namedValue(name: Node, at: Node, resolver: ValueResolver): readonly PossibleValue[] {
  if (name.type === 'Identifier') return resolver.valuesOfName(name.name, at);
  return name.type === 'TSQualifiedName'
    ? resolver.membersOf(namedValue(name.left, at, resolver), name.right.name)
    : NO_VALUES;
}

function qualifiedValue(
  base: readonly PossibleValue[],
  name: Node | null,
  resolver: ValueResolver,
): readonly PossibleValue[] {
  if (name === null) return base;
  if (name.type === 'Identifier') return resolver.membersOf(base, name.name);
  return name.type === 'TSQualifiedName'
    ? resolver.membersOf(qualifiedValue(base, name.left, resolver), name.right.name)
    : NO_VALUES;
}

export function typeMember(
  { node, at }: Typed,
  key: string,
  resolver: ValueResolver,
): readonly PossibleValue[] {
  const of = (type: Node | null | undefined): readonly PossibleValue[] => valuesOfType(type, at, resolver);
  switch (node.type) {
    case 'TSFunctionType':
    case 'TSMethodSignature':
      if (key === '()') return of(node.returnType?.typeAnnotation);
      return key.startsWith('(') ? of(annotationOf(node.params[Number(key.slice(1, -1))])) : NO_VALUES;
    case 'TSTupleType':
      if (!isElementStep(key)) return NO_VALUES;
      return key === ELEMENT
        ? node.elementTypes.flatMap(of)
        : of(node.elementTypes[Number(key.slice(1, -1))]);
    case 'TSTypeLiteral':
      return node.members.flatMap((member) => signatureMember(member, key, of));
    case 'TSInterfaceBody':
      return node.body.flatMap((member) => signatureMember(member, key, of));
    default:
      return NO_VALUES;
  }
}

const annotationOf = (param: Node | undefined): Node | undefined =>
  param && 'typeAnnotation' in param && param.typeAnnotation?.type === 'TSTypeAnnotation'
    ? param.typeAnnotation.typeAnnotation
    : undefined;

function signatureMember(
  member: Node,
  key: string,
  of: (type: Node | null | undefined) => readonly PossibleValue[],
): readonly PossibleValue[] {
  switch (member.type) {
    case 'TSPropertySignature':
      return key === ELEMENT || propertyName(member) === key
        ? of(member.typeAnnotation?.typeAnnotation)
        : NO_VALUES;
    case 'TSMethodSignature':
      if (propertyName(member) !== key) return NO_VALUES;
      return member.kind === 'get' ? of(member.returnType?.typeAnnotation) : of(member);
    case 'TSIndexSignature':
      return key === '()' ? NO_VALUES : of(member.typeAnnotation.typeAnnotation);
    case 'TSCallSignatureDeclaration':
      return key === '()' ? of(member.returnType?.typeAnnotation) : NO_VALUES;
    default:
      return NO_VALUES;
  }
}
