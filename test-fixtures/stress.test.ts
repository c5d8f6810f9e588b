import { describe, expect, it } from 'vitest';
import { stress } from './stress/packages.ts';

/** A fast sample of `test-fixtures/stress/packages.ts`, which runs everything. */
describe('test suites of others, with every body entered and every member call bound', () => {
  it.each(['avvio', 'find-my-way', '@fastify/error', 'process-warning'])('%s', async (name) => {
    const { files, tests, sites, different } = await stress(name, 3);
    expect(different).toEqual([]);
    expect(Math.min(files, tests, sites)).toBeGreaterThan(0);
  }, 120_000);
});
