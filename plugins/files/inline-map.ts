/** Inline source maps: `//# sourceMappingURL=data:…` at the end of a text. */
const COMMENT =
  /(?:\r?\n)?\/\/[#@] sourceMappingURL=data:application\/json(?:;charset=[^;,]+)?(;base64)?,(\S*)\s*$/;

export const withMap = (code: string, map: object): string =>
  `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`;

/** Splits the map off; an unreadable map stays in the text. */
export function splitMap(code: string): { code: string; map?: object } {
  const found = code.includes('sourceMappingURL=data:') ? COMMENT.exec(code) : null;
  if (found === null) return { code };
  try {
    const data = found[2] as string;
    const json = found[1] ? Buffer.from(data, 'base64').toString() : decodeURIComponent(data);
    return { code: code.slice(0, found.index), map: JSON.parse(json) as object };
  } catch {
    return { code };
  }
}
