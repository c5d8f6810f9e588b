/** Edits of JSON files, comments and formatting kept (`tsconfig.json`, `wrangler.jsonc`, `package.json`). */
import { applyEdits, type JSONPath, modify, type ParseError, parse } from 'jsonc-parser';

/** The text with `value` at `path`; undefined where the text does not parse. */
export function setJson(text: string, path: JSONPath, value: unknown): string | undefined {
  if (readJson(text) === undefined) return undefined;
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  const formattingOptions = {
    insertSpaces: !indent.includes('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  const key = String(path.at(-1));
  // Where package managers put it; the order of other keys means something to people.
  const getInsertionIndex = (keys: string[]): number =>
    isSorted(keys) ? keys.filter((it) => it < key).length : keys.length;
  return applyEdits(text, modify(text, path, value, { formattingOptions, getInsertionIndex }));
}

const isSorted = (keys: readonly string[]): boolean =>
  keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') <= key);

/** The value of a JSON text with comments and trailing commas; undefined where it does not parse. */
export function readJson(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  return errors.length === 0 ? value : undefined;
}
