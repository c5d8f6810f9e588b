/**
 * Where a wrap stands in the author's program, as the transformer writes it into rewritten code: one
 * string constant, so nothing is allocated, hoisted or declared, and a circular import never meets it
 * in its temporal dead zone.
 *
 *   `src/llm.ts:12:14#ask?callee=client.chat.completions.create&http.route=/users/:id`
 *
 * `file:line:column#function?key=value&…`; line and column are 1-based UTF-16; values are
 * percent-encoded. The grammar's one writer is `transformer/site.ts`.
 */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The enclosing function's name, '' at the top level. */
  readonly function: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** A site as text; see `Site`. */
export type SiteText = string;

const parsed = /* @__PURE__ */ new Map<SiteText, Site>();

/** Parses once per site and process. Never throws: text that is no site gives an empty one. */
export function siteOf(text: SiteText): Site {
  let site = parsed.get(text);
  if (site === undefined) {
    site = parse(text);
    parsed.set(text, site);
  }
  return site;
}

// By index throughout: this runs inside programs that may have replaced the array iterator.
function parse(text: SiteText): Site {
  const match = /^(.*?):(\d+):(\d+)#([^?]*)\??(.*)$/s.exec(text);
  const facts: Record<string, string> = Object.create(null);
  if (match === null) return { file: '', line: 0, column: 0, function: '', facts };
  match[5]?.replace(/([^=&]+)=([^&]*)/g, (_pair, key: string, value: string) => {
    facts[key] = decode(value);
    return '';
  });
  return {
    file: decode(match[1] as string),
    line: Number(match[2]),
    column: Number(match[3]),
    function: decode(match[4] as string),
    facts,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
