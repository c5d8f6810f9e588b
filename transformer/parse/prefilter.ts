/** Common beginnings of hints. Grouped by them, one failed test rules out a group: less than half the time. */
const HEADS = ['\\b', '[\'"]', '\\.\\s*'];

/** Combines the hints of all rules into one regular expression over the raw text. */
export function prefilterFor(rules: readonly { readonly hints: readonly string[] }[]): RegExp {
  let others = [...new Set(rules.flatMap(({ hints }) => hints))];
  const groups: string[] = [];
  for (const head of HEADS) {
    const tails = others.filter((hint) => hint.startsWith(head)).map((hint) => hint.slice(head.length));
    others = others.filter((hint) => !hint.startsWith(head));
    if (tails.length > 0) groups.push(`${head}(?:${tails.join('|')})`);
  }
  return new RegExp([...groups, ...others].join('|'));
}
