import { expect, it } from 'vitest';
import { missesNear } from './coverage.ts';

const miss = (line: number, around: string, file = 'a.ts') => ({
  ...{ file, line, column: 1, kind: 'fetch', rule: 'fetch', reason: 'declared' },
  function: around,
});

it('explains time by what its own function left alone, then by what is near', () => {
  const all = [miss(11, 'other'), miss(90, 'ask'), miss(40, 'ask'), miss(12, '', 'b.ts'), miss(30, '')];
  expect(missesNear(all, 'a.ts:10#ask').map(({ line }) => line)).toEqual([40, 90, 11, 30]);
  expect(missesNear(all, 'a.ts:10').map(({ line }) => line)).toEqual([11, 30, 40, 90]);
  expect(missesNear(all, 'nowhere')).toEqual([]);
});
