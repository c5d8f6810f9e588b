/** However a process ends: its spans are delivered, and it ends as it would have without us. */
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Collector, type Fault, startCollector } from '../../../examples/collector/collector.ts';
import { endedSpans, type Program, pipelineTo, startProgram } from '../../export/export.testkit.ts';

let collector: Collector;
let fault: Fault | undefined;

beforeEach(async () => {
  fault = undefined;
  collector = await startCollector({ faults: () => fault });
});
afterEach(() => collector.close());

/** A program with three spans that wait for company for longer than it lives. */
const program = (rest: string, config = '', env: NodeJS.ProcessEnv = {}): Program =>
  startProgram(
    `const pipeline = pipelineTo('${collector.url}', { delay: 60_000, ${config} });
     pipeline.add(endedSpans(3));
${rest}`,
    env,
  );

test.each([
  ['J: the program just ends', '', 0],
  ['process.exit() before the exporter is loaded', 'process.exit(3)', 3],
  ['process.exit()', 'setTimeout(() => process.exit(3), 100)', 3],
  ['process.exitCode', 'process.exitCode = 4', 4],
  ['an uncaught error at once', 'throw new RangeError("mine")', 1],
  ['an uncaught error', 'setTimeout(() => { throw new RangeError("mine") })', 1],
  ['an unhandled rejection', 'Promise.reject(new RangeError("mine"))', 1],
  ['process.exit() in a beforeExit listener', 'process.on("beforeExit", () => process.exit(5))', 5],
])('%s', async (_, rest, code) => {
  const ended = await program(rest).ended;
  expect(collector.spans).toHaveLength(3);
  expect(ended).toMatchObject({ code, signal: null, stdout: '' });
});

test('what leaves before the exporter is there is right', async () => {
  const trace = 'a'.repeat(32);
  await program(`
    const span = endedSpan('at once', { kind: 3, attributes: { text: 'ü', yes: true, int: 7, half: 0.5, list: ['a', 1], big: 9n } });
    Object.assign(span.trace, { remoteParentId: 'b7ad6b7169203331', tracestate: 'a=b' });
    span.fail('RangeError', 'mine');
    span.status = 2;
    span.links = [{ traceId: '${trace}', spanId: 'b7ad6b7169203331', flags: 1, tracestate: '' }];
    pipeline.add([span]);
    process.exit();`).ended;
  const [span] = collector.spans.slice(3);
  expect(span).toMatchObject({
    name: 'at once',
    kind: 3,
    parentSpanId: 'b7ad6b7169203331',
    traceState: 'a=b',
    attributes: { text: 'ü', yes: true, int: 7, half: 0.5, list: ['a', 1], big: '9' },
    links: [{ traceId: trace }],
    status: { code: 2 },
    resource: { 'service.name': 'test' },
    scope: { name: 'onetrace' },
  });
  expect(Number((span?.endTimeUnixNano ?? 0n) / 1_000_000n) / Date.now()).toBeCloseTo(1);
});

test('an uncaught error is printed as without us', async () => {
  const crash = 'throw new RangeError("mine")';
  const [ours, theirs] = await Promise.all([program(crash).ended, startProgram(`\n\n${crash}`).ended]);
  const frames = (text: string) => text.replace(/\d+/g, '0').replace(/ {2,}/g, ' ');
  expect(frames(ours.stderr)).toBe(frames(theirs.stderr));
});

/** From the exporter's load on; until then signals do what they do without us. */
const ALIVE = `
  const until = async (what) => { while (!what()) await new Promise((resolve) => setTimeout(resolve, 5)); };
  await until(() => process.listenerCount('SIGTERM') > 0);
  setInterval(() => {}, 1_000);
  console.log('ready');`;

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const;

test.each(SIGNALS)('%s: delivered, and then the default happens', async (signal) => {
  const { child, ended } = program(ALIVE);
  await once(child.stdout!, 'data');
  child.kill(signal);
  expect(await ended).toMatchObject({ code: null, signal });
  expect(collector.spans).toHaveLength(3);
});

test('a second SIGINT does not wait', async () => {
  fault = { silent: true };
  const { child, ended } = program(ALIVE);
  await once(child.stdout!, 'data');
  child.kill('SIGINT');
  await collector.waitFor(() => collector.requests.length > 0);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ signal: 'SIGINT' });
});

const LOOP =
  'setTimeout(() => { console.log("looping"); for (const end = Date.now() + 20_000; Date.now() < end; ); }, 500);';

test.each([
  'SIGTERM',
  'SIGINT',
] as const)('%s ends a program in a loop that never yields, as without us', async (signal) => {
  const { child, ended } = program(LOOP);
  await once(child.stdout!, 'data');
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  child.kill(signal);
  expect(await ended).toMatchObject({ code: null, signal });
});

test('a program that ends after a long turn of the event loop ends as without us', async () => {
  const ended = await program(`
    setTimeout(() => {
      for (const end = Date.now() + 2_500; Date.now() < end; );
      process.exit(3);
    }, 600);`).ended;
  expect(ended).toMatchObject({ code: 3, signal: null, stderr: '' });
  expect(collector.spans).toHaveLength(3);
}, 15_000);

test('signals are heard again after a long turn of the event loop', async () => {
  const { child, ended } = program(`${ALIVE}
    setTimeout(() => {
      for (const end = Date.now() + 2_000; Date.now() < end; );
      const before = process.listenerCount('SIGTERM');
      const again = () => setTimeout(() => (process.listenerCount('SIGTERM') ? console.log(before, 'again') : again()), 20);
      again();
    }, 600);`);
  let seen = '';
  child.stdout!.on('data', (text) => (seen += text));
  await vi.waitFor(() => expect(seen).toContain('again'), 8_000);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM', stdout: 'ready\n0 again\n' });
  expect(collector.spans).toHaveLength(3);
}, 15_000);

test('a program that listens itself decides itself', async () => {
  const { child, ended } = program(
    `process.on('SIGTERM', () => console.log('still here', process.listenerCount('SIGTERM')));
     process.once('SIGINT', () => process.exit(7));
     setInterval(() => {}, 1_000); console.log('ready');`,
  );
  await once(child.stdout!, 'data');
  child.kill('SIGTERM');
  await once(child.stdout!, 'data');
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 7, stdout: 'ready\nstill here 1\n' });
  expect(collector.spans).toHaveLength(3);
});

test('a listener that comes and goes leaves the signal to us again', async () => {
  const { child, ended } = program(
    `const listener = () => {}; process.on('SIGTERM', listener); process.off('SIGTERM', listener); ${ALIVE}`,
  );
  await once(child.stdout!, 'data');
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ signal: 'SIGTERM' });
  expect(collector.spans).toHaveLength(3);
});

const elapsed = async (running: Program, told = /^$/): Promise<number> => {
  const start = performance.now();
  const { code, stderr } = await running.ended;
  expect(code).toBe(0);
  expect(stderr).toMatch(told);
  return performance.now() - start;
};

// These compare real time, which a busy machine stretches: each may try again.
test('a kept-alive connection does not keep the process alive', { retry: 2 }, async () => {
  expect(await elapsed(program('await pipeline.flush()'))).toBeLessThan(2_000);
});

test('who refuses three times is not waited for at the end, an optional receiver refuses once', {
  retry: 2,
}, async () => {
  await collector.close();
  const { url } = collector;
  const optional = `exitTimeout: 60_000, destinations: [{ url: '${url}', optional: true }]`;
  expect(await elapsed(program('', optional))).toBeLessThan(2_000);
  const told = /onetrace: 3 spans were not delivered to http.*: connect ECONNREFUSED .*\n$/;
  expect(await elapsed(program('', 'exitTimeout: 20_000'), told)).toBeLessThan(8_000);
});

test.each([
  ['', /3 spans were not delivered/],
  ['process.exit(0)', /onetrace: 3 spans were not delivered to http.* before the end/],
])('a receiver that never answers does not hold the end for ever: %s', async (rest, told) => {
  fault = { silent: true };
  expect(await elapsed(program(rest, 'exitTimeout: 300'), told)).toBeLessThan(5_000);
});

test('the last words do not run what the program preloads again', async () => {
  const preload = `--import data:text/javascript,console.log('loaded')`;
  const ended = await program('process.exit(0)', '', { NODE_OPTIONS: preload }).ended;
  expect(ended.stdout).toBe('loaded\n');
  expect(collector.spans).toHaveLength(3);
});

test('spans that end in a beforeExit listener are delivered too', async () => {
  await program(`process.once('beforeExit', () => pipeline.add(endedSpans(2)))`).ended;
  expect(collector.spans).toHaveLength(5);
});

test('a page that is hidden sends what it has', async () => {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', document);
  const pipeline = pipelineTo(collector.url, { delay: 60_000 });
  vi.unstubAllGlobals();
  pipeline.add(endedSpans(3));
  document.dispatchEvent(new Event('visibilitychange'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(collector.spans).toHaveLength(0);
  document.visibilityState = 'hidden';
  document.dispatchEvent(new Event('visibilitychange'));
  await collector.waitFor((spans) => spans.length === 3);
  await pipeline.shutdown();
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s: two pipelines hear of it, and of each end', async (signal) => {
  const { child, ended } = program(
    `const other = pipelineTo('${collector.url}', { delay: 60_000 });
     other.add(endedSpans(2));
     const third = pipelineTo('${collector.url}');
     await third.shutdown(); ${ALIVE}`,
  );
  await once(child.stdout!, 'data');
  child.kill(signal);
  expect(await ended).toMatchObject({ code: null, signal });
  expect(collector.spans).toHaveLength(5);
});

test('the last words are those of every pipeline', async () => {
  await program(`pipelineTo('${collector.url}').add(endedSpans(2)); process.exit()`).ended;
  expect(collector.spans).toHaveLength(5);
});

test('without a pipeline nothing is listened to', async () => {
  const { ended } = startProgram(
    `await pipelineTo('${collector.url}').shutdown();
     console.log(['SIGTERM', 'SIGINT', 'exit', 'beforeExit'].map((event) => process.listenerCount(event)).join());`,
  );
  expect((await ended).stdout).toBe('0,0,0,0\n');
});
