import type { Import } from './imports.ts';

/** Each way on which a file imports itself through others, types included: whoever reads one file of a knot has to read all. */
export function cyclesIn(imports: readonly Import[]): string[][] {
  const next = Map.groupBy(
    imports.filter(({ kind }) => kind !== 'late'),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) cycles.push([...path.slice(at), file]);
    if (at >= 0 || done.has(file)) return;
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return cycles;
}
