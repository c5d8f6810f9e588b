/**
 * The scripts of `.vue`, `.svelte` and `.astro` files, for who reads sources and compiles none: all else is blank, so
 * that every line and column stays where it is.
 */

export const EMBEDDED: RegExp = /\.(?:vue|svelte|astro)$/;

const SCRIPT = /<script\b[^>]*>(.*?)<\/script\s*>/gis;
const FRONTMATTER = /^\s*---\r?\n(.*?)^---\s*$/ms;

export function scriptsOf(text: string, path: string): string {
  const blocks = path.endsWith('.astro') ? frontmatterOf(text) : [];
  for (const match of text.matchAll(SCRIPT)) {
    const [whole, code = ''] = match;
    const start = match.index + whole.indexOf('>') + 1;
    if (blocks.every(([from, to]) => start < from || start > to)) blocks.push([start, start + code.length]);
  }
  let read = '';
  for (const [start, end] of blocks) read += blank(text.slice(read.length, start)) + text.slice(start, end);
  return read + blank(text.slice(read.length));
}

function frontmatterOf(text: string): [start: number, end: number][] {
  const match = FRONTMATTER.exec(text);
  if (match === null) return [];
  const start = match.index + match[0].indexOf(match[1] as string, 3);
  return [[start, start + (match[1] as string).length]];
}

/** A frontmatter may `return`, which no module can: it is a statement of another kind here, of the same length. */
export const withoutReturns = (code: string): string =>
  code.replace(/\breturn\b(\s*(?:[;}]|$))?/gm, (_, end: string | undefined) =>
    end === undefined ? 'void  ' : `void 0${end}`,
  );

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');
