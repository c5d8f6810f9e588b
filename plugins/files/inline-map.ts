/** Source maps at the end of a text, as `//# sourceMappingURL=data:…`. */
const COMMENT =
  /(?:\r?\n)?\/\/[#@] sourceMappingURL=data:application\/json(?:;charset=[^;,]+)?(;base64)?,(\S*)\s*$/;

export const withMap = (code: string, map: object): string =>
  `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`;

/** Takes the map off; a map that cannot be read is left where it is. */
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
