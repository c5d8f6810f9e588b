import type { Checked } from './checked.ts';

export function formatJson({ files, sites, misses, messages }: Checked): string {
  return `${JSON.stringify({ files, sites, misses, messages }, null, 2)}\n`;
}
