import { dirname } from 'node:path';
import { MOST_FILES, UNIFORM } from './order.ts';
import type { Check } from './violation.ts';

/** More files in one folder than a reader takes in at a glance, uniform folders excepted. */
export function checkFolders(files: readonly string[]): Check {
  const folders = [...Map.groupBy(files, (file) => dirname(file))];
  const full = folders.filter(([folder, { length }]) => length > MOST_FILES && !isUniform(folder));
  return {
    name: 'folders',
    looked: folders.length,
    violations: full.map(([folder, { length }]) => ({
      file: folder,
      rule: `at most ${MOST_FILES} files a folder`,
      detail: `${length} files`,
    })),
  };
}

const isUniform = (folder: string): boolean => UNIFORM.some((pattern) => pattern.test(folder));
