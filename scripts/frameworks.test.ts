import { describe, expect, test } from 'vitest';
import { measureRow } from './frameworks/measure.ts';
import { missingPackages } from './frameworks/prepare.ts';
import { readRows } from './frameworks/row.ts';
import { reasonsOf } from './frameworks/table.ts';

const rows = readRows();

/** `npm run frameworks` runs all of them. */
describe('frameworks', () => {
  test.for(rows.filter(({ quick }) => quick === true).map((row) => [row.name, row] as const))('%s', {
    timeout: 180_000,
  }, async ([, row]) => {
    expect(missingPackages(row)).toEqual([]);
    const verdicts = await measureRow(row);
    const broken = Object.values(verdicts).filter(({ is }) => is === 'broken');
    expect(broken, reasonsOf(row, verdicts).join('\n')).toEqual([]);
  });

  test('every row has ways in, and says how many', () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const { asks, entries, title } of rows)
      expect([title, asks.length > 0, entries > 0]).toEqual([title, true, true]);
  });
});
