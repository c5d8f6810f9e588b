import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { labelsOf } from './labels.ts';

const SAMPLE = fileURLToPath(new URL('./sample', import.meta.url));
const COMMAND = fileURLToPath(new URL('../../plugins/bin.ts', import.meta.url));

/** What `onetrace check --format tsv` prints of the whole sample, by file. */
function checked(): Map<string, string[]> {
  const args = ['--conditions=onetrace-source', COMMAND, 'check', SAMPLE, '--format', 'tsv'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  const rows = stdout.split('\n').filter((row) => row !== '');
  const sites = new Map<string, string[]>();
  for (const row of rows) {
    const [file = '', line, column, kind, confidence, methodLine, methodColumn, rule] = row.split('\t');
    const site = `${line}:${column} ${methodLine}:${methodColumn} ${kind} ${rule} ${confidence}`;
    sites.set(file, [...(sites.get(file) ?? []), site]);
  }
  return sites;
}

const files = readdirSync(SAMPLE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(SAMPLE.length + 1))
  .sort();

const labelled = new Map(
  files.map((file) => [
    file,
    labelsOf(readFileSync(`${SAMPLE}/${file}`, 'utf8')).map(
      (it) => `${it.line}:${it.column} ${it.methodLine}:${it.methodColumn} ${it.what}`,
    ),
  ]),
);

describe('what is found in programs as people write them', () => {
  const found = checked();

  test('the sample is large, and has look-alikes', () => {
    const counts = [...labelled.values()].map(({ length }) => length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(350);
    expect(files.length).toBeGreaterThanOrEqual(150);
    expect(counts.filter((count) => count === 0).length).toBeGreaterThanOrEqual(20);
  });

  test.each(files)('%s', (file) => {
    expect([...(found.get(file) ?? [])].sort()).toEqual([...(labelled.get(file) ?? [])].sort());
  });
});
