/** The command, as the shell starts it and in this process. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { main } from './main.ts';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

/** The command as the shell starts it. */
export function spawned(cwd: string, ...args: string[]): Ran {
  const bin = fileURLToPath(new URL('../bin.ts', import.meta.url));
  const node = ['--conditions=onetrace-source', bin, ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, node, { cwd, encoding: 'utf8' });
  return { stdout, stderr, status };
}

/** The same in this process, which is a lot quicker. Paths are inside the folder. */
export async function onetrace(folder: string, ...args: string[]): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += text;
      return true;
    });
  }
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  try {
    const status = await main(args);
    return { ...written, status };
  } finally {
    vi.restoreAllMocks();
  }
}
