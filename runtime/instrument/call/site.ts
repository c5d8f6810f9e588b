import { state } from '../../core/state.ts';
import { decode } from '../../platform/decode.ts';

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
    site = parseSite(text);
    state.hasSites = true;
    parsed.set(text, site);
  }
  return site;
}

/**
 * By plain string methods and indices throughout: this runs inside programs that may have replaced the
 * array iterator or `RegExp.prototype.exec`, and entered their replacement.
 */
function parseSite(text: SiteText): Site {
  const hash = text.indexOf('#');
  const question = text.indexOf('?', hash);
  const end = question < 0 ? text.length : question;
  const columnAt = text.lastIndexOf(':', hash);
  const lineAt = text.lastIndexOf(':', columnAt - 1);
  const facts: Record<string, string> = Object.create(null);
  if (hash < 0 || lineAt < 0) return { file: '', line: 0, column: 0, function: '', facts };
  for (let at = end + 1; at < text.length; ) {
    const equals = text.indexOf('=', at);
    const next = text.indexOf('&', equals);
    const stop = next < 0 ? text.length : next;
    facts[text.slice(at, equals)] = decode(text.slice(equals + 1, stop));
    at = stop + 1;
  }
  return {
    file: decode(text.slice(0, lineAt)),
    line: Number(text.slice(lineAt + 1, columnAt)),
    column: Number(text.slice(columnAt + 1, hash)),
    function: decode(text.slice(hash + 1, end)),
    facts,
  };
}
