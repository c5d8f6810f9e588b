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

/** `**`, `*`, `?` and `{a,b}` over paths with forward slashes; a folder stands for all that it holds. */
export function globToRegExp(glob: string): RegExp {
  const braced = /\{[^{}]*\}/.test(glob);
  const source = glob
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
    .replace(SPECIAL, (it) => (braced || !/[{},]/.test(it) ? MEANING[it] : undefined) ?? `\\${it}`);
  return new RegExp(`^(?:${source})(?:/.*)?$`);
}
