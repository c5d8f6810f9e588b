/** What hints may begin with, so that one look at a position rules them all out, in less than half of the time. */
const HEADS = ['\\b', '[\'"]', '\\.\\s*'];

/** Whether a file could have a site at all: one regular expression over the raw text. */
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
