/** Whether a file could have a site at all: one regular expression over the raw text. */
export function glanceFor(rules: readonly { readonly hints: readonly string[] }[]): RegExp {
  const hints = new Set(rules.flatMap(({ hints }) => hints));
  return new RegExp([...hints].join('|'));
}
