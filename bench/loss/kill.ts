/** `kill -9` at 200 random moments, before a receiver that comes and goes: `kill.ts [times]`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startCollector } from '../../examples/collector/collector.ts';
import { publish, type Row } from '../lib/report.ts';

const TIMES = Number(process.argv[2] ?? 200);
/** More than one process acknowledges before it is killed. */
const NUMBERS = 1_000_000;

const program = fileURLToPath(new URL('kill-program.ts', import.meta.url));
const spool = mkdtempSync(join(tmpdir(), 'onetrace-kill-'));
const arrived = new Map<number, number>();
let down = false;
const collector = await startCollector({
  store: false,
  faults: () => (down ? { status: 503 } : undefined),
  onSpans(spans) {
    for (const { attributes } of spans)
      arrived.set(attributes.n as number, (arrived.get(attributes.n as number) ?? 0) + 1);
  },
});

const start = (first: number) =>
  spawn(
    process.execPath,
    ['--conditions=onetrace-source', '--no-warnings', program, collector.url, spool, String(first)],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );

/** The first numbers of the batches that a process acknowledged before it was killed. */
async function killed(round: number): Promise<number[]> {
  const child = start(round * NUMBERS);
  let text = '';
  child.stdout.on('data', (part) => (text += part));
  await once(child.stdout, 'data');
  await sleep(Math.random() * 100);
  child.kill('SIGKILL');
  await once(child, 'close');
  return text.split('\n').slice(0, -1).map(Number);
}

const flap = setInterval(() => (down = !down), 40);
const acknowledged: number[] = [];
for (let round = 1; round <= TIMES; round++) acknowledged.push(...(await killed(round)));
clearInterval(flap);
down = false;

const expected = acknowledged.flatMap((n) => Array.from({ length: 20 }, (_, at) => n + at));
const missing = (): number => expected.filter((n) => !arrived.has(n)).length;
const last = start(0);
for (let waited = 0; waited < 30_000 && missing() > 0; waited += 500) await sleep(500);
last.kill('SIGKILL');
await collector.close();
rmSync(spool, { recursive: true });

const twice = expected.filter((n) => (arrived.get(n) ?? 0) > 1).length;
const rows: Row[] = [{ kills: TIMES, acknowledged: expected.length, lost: missing(), twice }];
publish({
  name: 'kill',
  what: 'kill -9 at random moments, with a spool: spans that flush() had acknowledged',
  rows,
  versions: {},
  goals: [{ goal: 'none lost', measured: String(missing()), met: missing() === 0 && expected.length > 0 }],
});
if (missing() > 0) process.exitCode = 1;
