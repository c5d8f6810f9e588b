import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { folderOf } from '../door.testkit.ts';
import { onetrace } from './command.testkit.ts';

/** What bash offers after these words; the last one is being typed. */
async function offered(...words: string[]): Promise<string[]> {
  const folder = folderOf({ 'source.ts': '' });
  const { stdout: script } = await onetrace(folder, 'completion', 'bash');
  const list = words.map((it) => `'${it}'`).join(' ');
  const ask = `${script}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _onetrace; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', ask], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((it) => it !== '');
}

test('bash completes commands, their options, values and files', async () => {
  expect(await offered('onetrace', 'd')).toEqual(['diff', 'doctor']);
  expect(await offered('onetrace', 'init', '--')).toEqual(['--yes', '--dry-run', '--no-install', '--help']);
  expect(await offered('onetrace', 'check', '--format', 's')).toEqual(['sarif']);
  expect(await offered('onetrace', 'completion', '')).toEqual(
    expect.arrayContaining(['bash', 'zsh', 'fish']),
  );
  expect(await offered('onetrace', 'check', 'so')).toEqual(['source.ts']);
});

test.each(['zsh', 'fish'])('the script for %s names every command and option', async (shell) => {
  const { stdout } = await onetrace(folderOf({}), 'completion', shell);
  for (const word of ['init', 'doctor', 'dry-run', 'side-by-side', 'sarif']) expect(stdout).toContain(word);
});

/** A shell that is there reads the script; on a machine without it, nothing was tried. */
const hasShell = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

test.for(['zsh', 'fish'])('%s parses its script', async (shell, { skip }) => {
  skip(!hasShell(shell), `${shell} is not installed`);
  const { stdout } = await onetrace(folderOf({}), 'completion', shell);
  const { stderr, status } = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});
