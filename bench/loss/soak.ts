/** Millions of spans through a receiver that is down half of the time. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Report, round } from '../lib/report.ts';
import type { RunOptions } from '../run.ts';

const PER_SECOND = 15_000;
const MIB = 2 ** 20;

interface Figures {
  readonly start: number;
  readonly end: number;
  readonly most: number;
  readonly dropped: Record<string, number>;
}

export async function run({ quick }: RunOptions): Promise<Report> {
  const count = quick ? 100_000 : 2_000_000;
  const seen = new Uint8Array(count);
  const receiver = await flapping(seen, quick ? 1_000 : 5_000);
  const spool = mkdtempSync(join(tmpdir(), 'onetrace-soak-'));
  const began = performance.now();
  const { start, end, most, dropped } = await program(receiver.url, spool, count);
  const seconds = (performance.now() - began) / 1000;
  receiver.close();
  rmSync(spool, { recursive: true });

  const times = (wanted: (times: number) => boolean): number => seen.filter(wanted).length;
  const lost = times((it) => it === 0);
  const growth = end / start - 1;
  return {
    name: 'soak',
    what: `${count} spans, ${PER_SECOND} a second, through a receiver that is down half of the time, with a spool`,
    rows: [
      {
        lost,
        twice: times((it) => it > 1),
        dropped: JSON.stringify(dropped),
        seconds: round(seconds, 0),
        'heap at the start, MiB': round(start / MIB),
        'heap at the end, MiB': round(end / MIB),
        'most memory (rss), MiB': round(most / MIB, 0),
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
  };
}

/** Reads no more than the numbers of the spans: a receiver that decodes would be slower than the program. */
async function flapping(seen: Uint8Array, period: number) {
  const server = createServer(async (request, answer) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (performance.now() % (2 * period) >= period) return answer.writeHead(503).end();
    const text = Buffer.concat(parts).toString('latin1');
    for (const [, n] of text.matchAll(/"key":"n","value":\{"intValue":"(\d+)"/g)) {
      seen[Number(n)] = (seen[Number(n)] ?? 0) + 1;
    }
    answer.setHeader('content-type', 'application/json').end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1/traces`, close: () => server.close().closeAllConnections() };
}

async function program(url: string, spool: string, count: number): Promise<Figures> {
  const file = fileURLToPath(new URL('soak-program.ts', import.meta.url));
  const flags = ['--conditions=onetrace-source', '--no-warnings', '--expose-gc'];
  const args = [...flags, file, url, spool, String(count), String(PER_SECOND)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Figures;
}
