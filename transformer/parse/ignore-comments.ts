import type { Comment, Node } from './tree.ts';

const FILE = /^\s*onetrace-ignore-file\b/;
const SITE = /^\s*onetrace-ignore\s*$/;

/** `// onetrace-ignore-file`, before the first statement. */
export const ignoresFile = (comments: readonly Comment[], firstStatement: number): boolean =>
  comments.some(({ value, end }) => end <= firstStatement && FILE.test(value));

/**
 * Returns a test of whether an `onetrace-ignore` comment switches a site off: it stands right before the
 * site, or before an expression, statement or declaration around it.
 */
export function ignoredSites(comments: readonly Comment[], text: string): (site: Node) => boolean {
  const ends = comments.filter(({ value }) => SITE.test(value)).map(({ end }) => end);
  if (ends.length === 0) return () => false;
  const starts = new Set(ends.map((end) => end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0)));
  return (site) => {
    for (let at: Node | null | undefined = site; at; at = at.parent) {
      if (at.type !== 'Program' && starts.has(at.start)) return true;
    }
    return false;
  };
}
