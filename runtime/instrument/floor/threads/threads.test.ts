/** However a thread ends, and whatever ends its process: each of its spans arrives, once. */
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../../../examples/collector/collector.ts';
import { type Program, startProgram } from '../../../export/export.testkit.ts';

const at = (path: string): string => new URL(`../../../${path}`, import.meta.url).href;

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.close());

/** `thread` runs in a worker thread, `main` beside it; both have `Observe`, and `say(text)` is heard as `heard(text)`. */
function program(thread: string, main: string, env: NodeJS.ProcessEnv = {}): Program {
  const inThread = `
    import '${at('floor.ts')}';
    import { Observe } from '${at('index.ts')}';
    import { parentPort } from 'node:worker_threads';
    const say = (text) => parentPort.postMessage(text);
    const job = () => Observe.withTrace('job', null, () => Observe.withTrace('step', null, () => {}));
    ${thread}`;
  return startProgram(
    `import './floor.ts';
    import { once } from 'node:events';
    import { setTimeout as sleep } from 'node:timers/promises';
    import { Worker } from 'node:worker_threads';
    import { Observe } from './index.ts';
    const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(inThread)})));
    const heard = () => once(worker, 'message');
    ${main}`,
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env },
  );
}

const names = (): string[] => collector.spans.map(({ name }) => name).toSorted();
/** Node's own, where the watch over the event loop (export/loop-watch.ts) looks on at the end. */
const DEBUGGER = 'Waiting for the debugger to disconnect...\n';
const ALIVE = 'setInterval(() => {}, 1_000);';

test.each([
  ['the main thread exits', `await job(); say('done'); ${ALIVE}`, 'await heard(); process.exit(0);'],
  [
    'the main thread exits, with spans of its own before',
    `await job(); say('done'); ${ALIVE}`,
    "await Observe.withTrace('own', null, () => heard()); process.exit(0);",
  ],
  ['it is terminated', `await job(); say('done'); ${ALIVE}`, 'await heard(); await worker.terminate();'],
  [
    'it is terminated while it sleeps',
    "await job(); say('done'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    'await heard(); await worker.terminate();',
  ],
  ['it exits', 'await job(); process.exit(0);', ''],
  ['it ends by itself', 'await job();', ''],
  ['it fails', "await job(); throw new Error('mine');", "worker.on('error', () => {});"],
])('%s', async (what, thread, main) => {
  const { code, stderr } = await program(thread, main).ended;
  expect(stderr.replace(DEBUGGER, '')).toBe('');
  expect(code).toBe(0);
  expect(names()).toEqual(what.includes('own before') ? ['job', 'own', 'step'] : ['job', 'step']);
  const [job, step] = ['job', 'step'].map((name) => collector.spans.find((span) => span.name === name));
  expect(step).toMatchObject({ traceId: job?.traceId, parentSpanId: job?.spanId });
  expect(Number((job?.endTimeUnixNano ?? 0n) / 1_000_000n) / Date.now()).toBeCloseTo(1);
});

test('a span that runs when its thread exits', async () => {
  await program("Observe.withTrace('job', null, () => process.exit(0));", '').ended;
  expect(collector.spans).toMatchObject([{ name: 'job', attributes: { 'onetrace.unfinished': true } }]);
});

test.each([
  ['terminated', 'await heard(); await worker.terminate();'],
  ['terminated, in a process that goes on', 'await heard(); await worker.terminate(); await sleep(500);'],
  ['cut off by the end of the process', 'await heard(); process.exit(0);'],
])('what has ended inside a span that runs, when its thread is %s', async (_what, main) => {
  const inside =
    "Observe.withTrace('open', null, async () => { await job(); say('done'); await new Promise(() => {}); })";
  const { code, stderr } = await program(`${ALIVE} ${inside};`, main).ended;
  expect([code, stderr.replace(DEBUGGER, '')]).toEqual([0, '']);
  expect(names()).toEqual(['job', 'step']);
});

test('SIGTERM of the process', async () => {
  const { child, ended } = program(
    `await job(); say('done'); ${ALIVE}`,
    "await heard(); while (process.listenerCount('SIGTERM') === 0) await sleep(5); console.log('ready');",
  );
  await once(child.stdout!, 'data');
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ signal: 'SIGTERM' });
  expect(names()).toEqual(['job', 'step']);
});

test('a flush of the main thread, while the threads sleep', async () => {
  const { child, ended } = program(
    "await job(); say('done'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    "await heard(); await Observe.flush(); console.log('flushed');",
  );
  await once(child.stdout!, 'data');
  expect(names()).toEqual(['job', 'step']);
  child.kill('SIGKILL');
  await ended;
});

test('what a thread sends elsewhere, or in another name, stays that', async () => {
  await program(
    "await Observe.init({ serviceName: 'the thread' }); await job(); process.exit(0);",
    "await Observe.init({ serviceName: 'main' }); await Observe.withTrace('own', null, () => once(worker, 'exit'));",
  ).ended;
  expect(collector.spans.map(({ name, resource }) => [name, resource['service.name']]).toSorted()).toEqual([
    ['job', 'the thread'],
    ['own', 'main'],
    ['step', 'the thread'],
  ]);
});

test('a value that cannot leave its thread', async () => {
  await program(
    "await Observe.withTrace('job', null, () => Observe.setAttribute('fn', { odd() {} })); await job();",
    '',
  ).ended;
  expect(names()).toEqual(['job', 'job', 'step']);
});

test('threads of threads, many at once, each span once', async () => {
  const inner = `for (let n = 0; n < 50; n++) await job(); await new Promise((resolve) => setTimeout(resolve, 5));`;
  await program(
    inner,
    `const workers = Array.from({ length: 3 }, () => new Worker(new URL('data:text/javascript,' + encodeURIComponent(
      "import { Worker } from 'node:worker_threads'; new Worker(new URL(" + JSON.stringify(source) + "));"))));`.replace(
      'source',
      JSON.stringify(
        `data:text/javascript,${encodeURIComponent(
          `import '${at('floor.ts')}'; import { Observe } from '${at('index.ts')}';
           for (let n = 0; n < 50; n++) await Observe.withTrace('deep', null, () => {});`,
        )}`,
      ),
    ),
  ).ended;
  const of = (name: string) => collector.spans.filter((span) => span.name === name);
  expect([of('job').length, of('deep').length]).toEqual([50, 150]);
  expect(new Set(collector.spans.map(({ spanId }) => spanId)).size).toBe(collector.spans.length);
});

test("Piscina's threads sleep between tasks; what they did has arrived", async () => {
  const task = `
    import '${at('floor.ts')}';
    import { Observe } from '${at('index.ts')}';
    export default (n) => Observe.withTrace('task ' + n, null, () => {});`;
  const file = join(mkdtempSync(join(tmpdir(), 'onetrace-')), 'task.mjs');
  writeFileSync(file, task);
  await startProgram(
    `import './floor.ts';
    import { Piscina } from 'piscina';
    const pool = new Piscina({ filename: ${JSON.stringify(file)}, maxThreads: 2 });
    await Promise.all([1, 2, 3].map((n) => pool.run(n)));
    process.exit(0);`,
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  ).ended;
  expect(names()).toEqual(['task 1', 'task 2', 'task 3']);
});
