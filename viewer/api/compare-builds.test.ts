import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BuildComparison } from '../project/compare-builds.ts';
import { testViewer } from '../viewer.testkit.ts';

const FIRST = 1_795_800_000_000; // of the testkit's spans
const build = (id: string, ms: number) => ({
  ...{ id, commit: '', tool: 'onetrace' },
  time: new Date(FIRST + ms).toISOString(),
});
const call = (id: number, line: number, start: number, duration: number) => ({
  ...{ id, start, duration, name: 'chat gpt-4o' },
  attributes: {
    'gen_ai.operation.name': 'chat',
    'code.file.path': 'a.ts',
    'code.line.number': line,
    'code.function.name': 'ask',
  },
});

it('compares what ran in one build with what ran in another, site by site', async () => {
  const project = mkdtempSync(join(tmpdir(), 'onetrace-builds-'));
  mkdirSync(join(project, '.onetrace'));
  const builds = [build('one', -1_000), build('two', 10_000)];
  writeFileSync(
    join(project, '.onetrace/sites.json'),
    JSON.stringify({ version: 1, build: builds[1], builds, sites: [], misses: [] }),
  );
  const viewer = await testViewer({ project });
  try {
    await viewer.send(call(1, 10, 0, 100), call(2, 10, 50, 100), call(3, 14, 20_000, 300));
    await viewer.until<{ rows: unknown[] }>('traces', ({ rows }) => rows.length === 1);
    expect(await viewer.read<{ id: string }[]>('builds')).toMatchObject([{ id: 'two' }, { id: 'one' }]);
    const { rows } = await viewer.read<BuildComparison>('compare-builds?a=one&b=two');
    expect(rows).toMatchObject([
      { place: 'a.ts#ask', name: 'chat gpt-4o', a: { calls: 2 }, b: { calls: 1, site: 'a.ts:14#ask' } },
    ]);
    await expect(viewer.read('compare-builds?a=one&b=none')).rejects.toThrow('404');
  } finally {
    await viewer.close();
    rmSync(project, { recursive: true });
  }
});
