import { expect, it } from 'vitest';
import type { SiteUse } from '../store/queries/service/sites.ts';
import { buildTimes, pairSites } from './compare-builds.ts';

const use = (site: string, name: string, p50 = 1): SiteUse => ({
  ...{ site, name, calls: 2, errors: 0, last: 0, p50, p95: p50, tokens: 0, cost: null },
  traceId: 't',
});

it('pairs calls by function and name, though lines moved, and tells what is new and what is gone', () => {
  const a = [
    use('a.ts:10#ask', 'chat gpt-4o', 5),
    use('a.ts:20#ask', 'chat gpt-4o'),
    use('a.ts:3#old', 'GET'),
  ];
  const b = [use('a.ts:24#ask', 'chat gpt-4o'), use('a.ts:14#ask', 'chat gpt-4o', 9), use('b.ts:1#', 'GET')];
  expect(
    pairSites(a, b).map(({ place, name, a, b }) => [place, name, a?.site ?? '-', b?.site ?? '-']),
  ).toEqual([
    ['a.ts#old', 'GET', 'a.ts:3#old', '-'],
    ['b.ts', 'GET', '-', 'b.ts:1#'],
    ['a.ts#ask', 'chat gpt-4o', 'a.ts:10#ask', 'a.ts:14#ask'],
    ['a.ts#ask', 'chat gpt-4o', 'a.ts:20#ask', 'a.ts:24#ask'],
  ]);
});

it('a build lasts until the next one of its project', () => {
  const build = (id: string, time: string) => ({ id, time, commit: '', tool: 'onetrace' });
  const builds = [build('1', '2026-11-27T10:00:00Z'), build('2', '2026-11-27T11:00:00Z')];
  const manifest = { version: 1 as const, build: builds[1]!, builds, root: '/app', sites: [], misses: [] };
  expect(buildTimes([manifest]).map(({ id, from, to }) => [id, from, to])).toEqual([
    ['2', Date.parse('2026-11-27T11:00:00Z'), Number.POSITIVE_INFINITY],
    ['1', Date.parse('2026-11-27T10:00:00Z'), Date.parse('2026-11-27T11:00:00Z')],
  ]);
});
