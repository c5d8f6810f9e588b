import type { Import } from './imports.ts';

/** Each way on which a file imports itself through others; types do not count, they are gone when it runs. */
export function cyclesIn(imports: readonly Import[]): string[][] {
  const next = Map.groupBy(
    imports.filter(({ kind }) => kind !== 'types'),
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
