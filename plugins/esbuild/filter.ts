/**
 * Calling a plugin over the pipe costs esbuild more than reading the file, so files that are never rewritten
 * must not match. Go's regular expressions have no look-ahead, so "no folder named node_modules" is spelled
 * out letter by letter.
 */
const MODULES = 'node_modules';

/** A name of at least one letter that is not `node_modules`. */
function otherName(at = 0): string {
  const letter = MODULES[at];
  return letter === undefined
    ? '[^/\\\\]+'
    : `(?:[^/\\\\${letter}][^/\\\\]*|${letter}${otherName(at + 1)})${at === 0 ? '' : '?'}`;
}

export function loadFilter(extensions: readonly string[], withModules: boolean): RegExp {
  const end = `(?:${extensions.map((it) => it.replace(/[^\w]/g, '\\$&')).join('|')})$`;
  return new RegExp(withModules ? end : `^[^/\\\\]*(?:[/\\\\]+${otherName()})*[/\\\\]+[^/\\\\]+${end}`);
}
