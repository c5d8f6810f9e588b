/** `npx onetrace`: the launcher in the package `onetrace`. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folderOf } from '../door.testkit.ts';

const BIN = fileURLToPath(new URL('../../runtime/bin.mjs', import.meta.url));
const { version } = JSON.parse(
  readFileSync(new URL('../../runtime/package.json', import.meta.url), 'utf8'),
) as { version: string };

function launched(bin: string, cwd: string, env: Record<string, string> = {}) {
  const options = { cwd, encoding: 'utf8', env: { ...process.env, ...env } } as const;
  const args = ['--conditions=onetrace-source', bin, 'check', '--format', 'tsv'];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, options);
  return { stdout, stderr, status };
}

test('runs the command that the project has', () => {
  const { stdout, status } = launched(BIN, folderOf({ 'a.ts': 'fetch("/");\n' }));
  expect(stdout).toBe('a.ts\t1\t1\tfetch\tproven\t1\t1\tfetch\t\n');
  expect(status).toBe(0);
});

/** The launcher where nothing else is, and a package manager that says how it was called. */
function alone(program: string) {
  const folder = folderOf({
    [`bin/${program}`]: `#!/bin/sh\necho "${program} $*"\nexit 3\n`,
    'package/package.json': JSON.stringify({ name: 'onetrace', version, type: 'module' }),
    'node_modules/empty/package.json': '{}',
  });
  chmodSync(join(folder, 'bin', program), 0o755);
  copyFileSync(BIN, join(folder, 'package/bin.mjs'));
  return { folder, bin: join(folder, 'package/bin.mjs'), path: join(folder, 'bin') };
}

test.for([
  ['npm', 'npm/11.0.0 node/v24', `npm exec --yes --package=@onetrace/plugins@${version} -- onetrace`],
  ['pnpm', 'pnpm/11.0.0 npm/? node/v24', `pnpm --package=@onetrace/plugins@${version} dlx onetrace`],
  ['yarn', 'yarn/4.9.0 npm/? node/v24', `yarn dlx -p @onetrace/plugins@${version} onetrace`],
  ['bunx', 'bun/1.4.5 npm/? node/v24', `bunx --package @onetrace/plugins@${version} onetrace`],
] as const)('fetches the command by %s where the project has none', ([program, agent, call]) => {
  const { folder, bin, path } = alone(program);
  const PATH = `${path}${delimiter}${process.env.PATH}`;
  const { stdout, status } = launched(bin, folder, { PATH, npm_config_user_agent: agent });
  expect(stdout).toBe(`${call} check --format tsv\n`);
  expect(status).toBe(3);
});

test('does not call itself for ever', () => {
  const { folder, bin } = alone('npm');
  const { stderr, status } = launched(bin, folder, { ONETRACE_LAUNCHED: '1' });
  expect(stderr).toContain('Run: npm install --save-dev @onetrace/plugins');
  expect(status).toBe(2);
});
