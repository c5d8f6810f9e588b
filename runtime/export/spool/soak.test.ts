/** Ten seconds of bench/loss/soak.ts: a receiver that is down half of the time, a spool, nothing lost. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCollector } from '../../../examples/collector/collector.ts';
import { startProgram } from '../export.testkit.ts';

const SPANS = 16_000;
/** Milliseconds up, and milliseconds down. */
const PERIOD = 700;

test('a soak', async () => {
  const seen = new Uint8Array(SPANS);
  const collector = await startCollector({
    store: false,
    faults: () => (performance.now() % (2 * PERIOD) < PERIOD ? undefined : { status: 503 }),
    onSpans(spans) {
      for (const { attributes } of spans) seen[attributes['n'] as number]! += 1;
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'onetrace-soak-'));
  const { ended } = startProgram(`
    import { setFlagsFromString } from 'node:v8';
    import { runInNewContext } from 'node:vm';
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc');
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const pipeline = pipelineTo('${collector.url}', { spool: '${folder}' });
    const heap = () => (collect(), collect(), process.memoryUsage().heapUsed);
    let n = 0;
    const spans = async (count) => {
      for (const end = n + count; n < end; await sleep(10)) {
        for (let at = 0; at < 20; at++) pipeline.add([endedSpan('span', { attributes: { n: n++ } })]);
      }
      await pipeline.flush();
    };
    await spans(${SPANS / 4});
    const start = heap();
    await spans(${(SPANS * 3) / 4});
    while (pipeline.stats().spooled > 0) await sleep(50);
    const { dropped } = pipeline.stats();
    console.log(JSON.stringify({ growth: heap() / start - 1, dropped }));`);
  const { growth, dropped } = JSON.parse((await ended).stdout) as { growth: number; dropped: object };
  await collector.close();
  await rm(folder, { recursive: true });
  expect(seen.filter((times) => times === 0).length).toBe(0);
  expect(seen.filter((times) => times > 1).length).toBe(0);
  expect(dropped).toEqual({});
  expect(growth).toBeLessThan(0.1);
}, 60_000);
