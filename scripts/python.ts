/** Finding a Python for the Python half, and reading what its suite says. */
import { spawnSync } from 'node:child_process';

const NAMES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const NEW_ENOUGH = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

/** The first that is 3.10 or newer and can make environments. */
export const findPython = (): string | undefined =>
  NAMES.find((name) => spawnSync(name, ['-c', NEW_ENOUGH]).status === 0);

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Of the last line `N passed, N failed, N skipped`. */
export function countsIn(output: string): Counts | undefined {
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  const match = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(last);
  if (match === null) return undefined;
  const [passed = 0, failed = 0, skipped = 0] = match.slice(1).map(Number);
  return { passed, failed, skipped };
}
