import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DOCUMENTS, type Results, withFigures } from './figures.ts';
import { ROOT } from './packages.ts';

const results: Results = {
  what: 'Bytes',
  rows: [
    { app: 'a|b', bytes: 1234 },
    { app: 'c', failed: 'it did not start' },
  ],
  goals: [{ goal: '<= 9', measured: '8', met: true }],
  machine: { cpu: 'some', cores: 2, node: 'v24' },
  date: '2026-01-01',
};

test('a block holds the table, or the goals, whatever it held', () => {
  const text = 'x\n<!-- bench:size -->\nold\n<!-- /bench -->\ny <!-- bench:size goals --><!-- /bench --> z';
  const written = withFigures(text, () => results);
  expect(written).toBe(`x
<!-- bench:size -->
Bytes.

| app | bytes | failed |
| --- | --- | --- |
| a\\|b | 1,234 |  |
| c |  | it did not start |

(some, 2 cores, Node v24, 2026-01-01)
<!-- /bench -->
y <!-- bench:size goals -->
| goal | measured | met |
| --- | --- | --- |
| <= 9 | 8 | yes |
<!-- /bench --> z`);
  expect(withFigures(written, () => results)).toBe(written);
});

test('a figure without results is an error', () => {
  expect(() => withFigures('<!-- bench:nothing --><!-- /bench -->')).toThrow('npm run bench nothing');
});

test.each(
  DOCUMENTS.filter((it) => existsSync(`${ROOT}${it}`)),
)('%s quotes what was measured (node scripts/figures.ts)', (document) => {
  const text = readFileSync(`${ROOT}${document}`, 'utf8');
  expect(withFigures(text)).toBe(text);
});
