const SPECIAL = /\*\*\/|\*\*|[*?{},]|[.+^$()|[\]\\]/g;

const MEANING: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
  '{': '(?:',
  ',': '|',
  '}': ')',
};

/** Supports `**`, `*`, `?` and `{a,b}`, on paths with forward slashes; a folder matches everything in it. */
export function globToRegExp(glob: string): RegExp {
  const braced = /\{[^{}]*\}/.test(glob);
  const source = glob
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
    .replace(SPECIAL, (it) => (braced || !/[{},]/.test(it) ? MEANING[it] : undefined) ?? `\\${it}`);
  return new RegExp(`^(?:${source})(?:/.*)?$`);
}
