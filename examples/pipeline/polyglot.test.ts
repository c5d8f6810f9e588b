/** TypeScript, Python, TypeScript, Python, Java: one trace, with one session and one user on every span. */
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const DEMO = fileURLToPath(new URL('demo.ts', import.meta.url));
const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;

const python = has('python3', '-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))');
const java = has('mvn', '-version') && has('java', '-version');

it.skipIf(!python)(
  `hops in Python${java ? ' and Java' : ', no Java or Maven here'}`,
  async () => {
    const flags = ['--json', '--requests', '2', java ? '--java' : '--python'];
    const { stdout } = await run(process.execPath, [DEMO, ...flags], { maxBuffer: 1 << 26 });
    const { faults, spans } = JSON.parse(stdout) as { faults: string[]; spans: { service: string }[] };
    expect(faults).toEqual([]);
    expect(new Set(spans.map(({ service }) => service)).size).toBe(java ? 5 : 4);
  },
  300_000,
);
