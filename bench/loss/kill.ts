/** `kill -9` at 200 random moments, before a receiver that comes and goes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startCollector } from '../../examples/collector/collector.ts';
import type { Report } from '../lib/report.ts';
import type { RunOptions } from '../run.ts';

/** More than one process acknowledges before it is killed. */
const NUMBERS = 1_000_000;

const PROGRAM = fileURLToPath(new URL('kill-program.ts', import.meta.url));
/** What one `flush` of the program acknowledges. */
const BATCH = 20;

export async function run({ quick }: RunOptions): Promise<Report> {
  const kills = quick ? 10 : 200;
  const spool = mkdtempSync(join(tmpdir(), 'onetrace-kill-'));
  const arrived = new Map<number, number>();
  let down = false;
  const collector = await startCollector({
    store: false,
    faults: () => (down ? { status: 503 } : undefined),
    onSpans(spans) {
      for (const { attributes } of spans) count(arrived, attributes.n as number);
    },
  });
  const start = (first: number): ChildProcess => startProgram(collector.url, spool, first);

  const flap = setInterval(() => (down = !down), 40);
  const expected: number[] = [];
  for (let round = 1; round <= kills; round++) expected.push(...(await killed(start(round * NUMBERS))));
  clearInterval(flap);
  down = false;

  const missing = (): number => expected.filter((n) => !arrived.has(n)).length;
  const last = start(0);
  for (let waited = 0; waited < 30_000 && missing() > 0; waited += 500) await sleep(500);
  last.kill('SIGKILL');
  await collector.close();
  rmSync(spool, { recursive: true });

  const lost = missing();
  const twice = expected.filter((n) => (arrived.get(n) ?? 0) > 1).length;
  return {
    name: 'kill',
    what: 'kill -9 at random moments, with a spool: spans that flush() had acknowledged',
    rows: [{ kills, acknowledged: expected.length, lost, twice }],
    versions: {},
    goals: [{ goal: 'none lost', measured: String(lost), met: lost === 0 && expected.length > 0 }],
  };
}

const count = (counts: Map<number, number>, n: number): Map<number, number> =>
  counts.set(n, (counts.get(n) ?? 0) + 1);

const startProgram = (url: string, spool: string, first: number): ChildProcess =>
  spawn(
    process.execPath,
    ['--conditions=onetrace-source', '--no-warnings', PROGRAM, url, spool, String(first)],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );

/** The numbers of the spans that a process acknowledged before it was killed, at a random moment. */
async function killed(child: ChildProcess): Promise<number[]> {
  let text = '';
  child.stdout?.on('data', (part) => (text += part));
  await once(child.stdout as Readable, 'data');
  await sleep(Math.random() * 100);
  child.kill('SIGKILL');
  await once(child, 'close');
  const firsts = text.split('\n').slice(0, -1).map(Number);
  return firsts.flatMap((n) => Array.from({ length: BATCH }, (_, at) => n + at));
}
