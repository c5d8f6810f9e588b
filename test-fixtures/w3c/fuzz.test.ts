import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

it('five thousand hostile carriers', () => {
  const understood = fuzz(5_000, 1);
  expect(understood).toBeGreaterThan(2_000);
  expect(understood).toBeLessThan(4_500);
});
