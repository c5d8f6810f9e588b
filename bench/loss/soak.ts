/** Millions of spans through a receiver that is down half of the time: `soak.ts [spans] [per second]`. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publish, round } from '../lib/report.ts';

const [spans = '2000000', perSecond = '10000'] = process.argv.slice(2);
const count = Number(spans);
/** Milliseconds up, and milliseconds down. */
const PERIOD = Math.min(5_000, ((count / Number(perSecond)) * 1_000) / 8);

interface Figures {
  readonly start: number;
  readonly end: number;
  readonly most: number;
  readonly dropped: Record<string, number>;
}

const seen = new Uint8Array(count);
let requests = 0;

/** Reads no more than the numbers of the spans: a receiver that decodes would be slower than the program. */
const receiver = createServer(async (request, answer) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  if (performance.now() % (2 * PERIOD) >= PERIOD) return answer.writeHead(503).end();
  requests++;
  const text = Buffer.concat(parts).toString('latin1');
  for (const [, n] of text.matchAll(/"key":"n","value":\{"intValue":"(\d+)"/g))
    seen[Number(n)] = (seen[Number(n)] ?? 0) + 1;
  answer.setHeader('content-type', 'application/json').end('{}');
});
receiver.listen(0, '127.0.0.1');
await once(receiver, 'listening');
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/v1/traces`;

const spool = mkdtempSync(join(tmpdir(), 'onetrace-soak-'));
const began = performance.now();
const { stdout } = await promisify(execFile)(
  process.execPath,
  [
    '--conditions=onetrace-source',
    '--no-warnings',
    '--expose-gc',
    fileURLToPath(new URL('soak-program.ts', import.meta.url)),
    url,
    spool,
    spans,
    perSecond,
  ],
  { maxBuffer: 1e8 },
);
const seconds = (performance.now() - began) / 1000;
receiver.close();
receiver.closeAllConnections();
rmSync(spool, { recursive: true });

const { start, end, most, dropped } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Figures;
const lost = seen.reduce((sum, times) => sum + (times === 0 ? 1 : 0), 0);
const twice = seen.reduce((sum, times) => sum + (times > 1 ? 1 : 0), 0);
const growth = end / start - 1;
publish({
  name: 'soak',
  what: `${count} spans, ${perSecond} a second, through a receiver that is down half of the time, with a spool`,
  rows: [
    {
      lost,
      twice,
      dropped: JSON.stringify(dropped),
      requests,
      seconds: round(seconds, 0),
      'heap at the start, MiB': round(start / 2 ** 20),
      'heap at the end, MiB': round(end / 2 ** 20),
      'most memory (rss), MiB': round(most / 2 ** 20, 0),
    },
  ],
  versions: {},
  goals: [
    { goal: 'zero lost', measured: String(lost), met: lost === 0 },
    {
      goal: 'heap at the end within 10 % of the start',
      measured: `${round(growth * 100, 1)} %`,
      met: growth < 0.1,
    },
  ],
});
if (lost > 0) process.exitCode = 1;
