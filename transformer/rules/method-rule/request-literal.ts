/** What a call's first argument shows of it: a request, or something else. */
import { bareExpression, type CallExpression, propertyName } from '../../parse/tree.ts';

/** Whether the first argument is an object literal with some, or every one, of these keys. */
export function isRequestLiteral(
  { arguments: [first] }: CallExpression,
  keys: readonly string[],
  which: 'some' | 'every',
): boolean {
  const literal = first && bareExpression(first);
  if (literal?.type !== 'ObjectExpression') return false;
  const names = literal.properties.map((it) => (it.type === 'Property' ? propertyName(it) : undefined));
  return keys[which]((key) => names.includes(key));
}

/** Why the first argument cannot be a request; undefined where it could be. */
export function reasonAgainst(call: CallExpression, keys: readonly string[]): string | undefined {
  const [first] = call.arguments;
  if (first === undefined) return 'it has no arguments';
  const literal = bareExpression(first);
  if (
    literal.type === 'Literal' ||
    literal.type === 'TemplateLiteral' ||
    literal.type === 'ArrowFunctionExpression'
  ) {
    return 'its first argument is no request';
  }
  if (literal.type !== 'ObjectExpression') return undefined;
  const open = literal.properties.some((it) => it.type === 'SpreadElement' || it.computed);
  const has = literal.properties.some(
    (it) => it.type === 'Property' && keys.includes(propertyName(it) ?? ''),
  );
  return open || has ? undefined : `its argument has none of ${keys.join(', ')}`;
}
