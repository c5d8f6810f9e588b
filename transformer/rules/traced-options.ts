/** The options of `@traced`, `@traced()`, `@traced('name')` and `@traced({ name, attributes, kind })`. */
import { bareExpression, isStringLiteral, type Node, propertyName } from '../parse/tree.ts';

export interface TracedOptions {
  readonly name?: string;
  readonly kind?: string;
  /** As JSON. */
  readonly attributes?: string;
}

const KINDS = new Set(['internal', 'server', 'client', 'producer', 'consumer']);

/** undefined where they are known only at run time. */
export function tracedOptions(decorator: Node): TracedOptions | undefined {
  if (decorator.type !== 'CallExpression') return {};
  const [argument, ...more] = decorator.arguments;
  if (argument === undefined) return {};
  const value = more.length > 0 ? undefined : constantOf(argument);
  if (typeof value === 'string') return { name: value };
  return isRecord(value) ? checkedOptions(value) : undefined;
}

function checkedOptions({
  name,
  kind,
  attributes,
  ...others
}: Record<string, Constant>): TracedOptions | undefined {
  const isKnown =
    Object.keys(others).length === 0 &&
    (name === undefined || typeof name === 'string') &&
    (kind === undefined || (typeof kind === 'string' && KINDS.has(kind))) &&
    (attributes === undefined || isRecord(attributes));
  if (!isKnown) return undefined;
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof kind === 'string' && { kind }),
    ...(attributes !== undefined && { attributes: JSON.stringify(attributes) }),
  };
}

type Constant = string | number | boolean | null | Constant[] | { [key: string]: Constant };

const isRecord = (value: Constant | undefined): value is Record<string, Constant> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function constantOf(expression: Node): Constant | undefined {
  const node = bareExpression(expression);
  switch (node.type) {
    case 'Literal':
      return isStringLiteral(node) || ['number', 'boolean'].includes(typeof node.value)
        ? (node.value as Constant)
        : undefined;
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
    case 'UnaryExpression': {
      const value = node.operator === '-' ? constantOf(node.argument) : undefined;
      return typeof value === 'number' ? -value : undefined;
    }
    case 'ArrayExpression': {
      const items = node.elements.map((item) => (item === null ? undefined : constantOf(item)));
      return items.includes(undefined) ? undefined : (items as Constant[]);
    }
    case 'ObjectExpression':
      return recordOf(node.properties);
    default:
      return undefined;
  }
}

function recordOf(properties: readonly Node[]): Record<string, Constant> | undefined {
  const record: Record<string, Constant> = {};
  for (const property of properties) {
    if (property.type !== 'Property' || property.kind !== 'init' || property.method) return undefined;
    const name = propertyName(property);
    const value = constantOf(property.value);
    if (name === undefined || value === undefined || name === '__proto__') return undefined;
    record[name] = value;
  }
  return record;
}
