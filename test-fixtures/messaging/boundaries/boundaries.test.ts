/** Nobody's session on somebody else's span: who a service believes to have asked, for each kind of program. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Broker, type BrokerName, brokers } from '../brokers/index.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const programs = readdirSync(`${here}programs`).map((file) => file.replace(/\.ts$/, ''));
/** Those whose work is nobody's. */
const SYSTEM = new Set(['interval', 'croner', 'node-cron', 'ioredis']);
const BROKER: Readonly<Record<string, BrokerName>> = { ioredis: 'redis', amqplib: 'rabbitmq' };

interface Heard {
  readonly wanted: string;
  readonly session: string;
}
let heard: Heard[] = [];
let service: Server;
const started = new Map<string, Promise<Broker>>();

function brokerFor(name: string): Promise<Broker> | undefined {
  const kind = BROKER[name];
  if (kind === undefined || brokers[kind].missing !== undefined) return undefined;
  const broker = started.get(kind) ?? brokers[kind].start();
  started.set(kind, broker);
  return broker;
}

beforeAll(async () => {
  service = createServer((request, response) => {
    const wanted = new URL(request.url ?? '', 'http://x').searchParams.get('for') ?? '';
    const session = /session\.id=([^,;]*)/.exec(String(request.headers.baggage ?? ''))?.[1] ?? '';
    heard.push({ wanted, session });
    response.end('ok');
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  service.close();
  for (const broker of started.values()) await (await broker).stop();
});

async function run(name: string, count: number, env: NodeJS.ProcessEnv = {}): Promise<readonly Heard[]> {
  heard = [];
  const flags = ['--conditions=onetrace-source', '--no-warnings', '--import', `${here}../rewrite.ts`];
  await promisify(execFile)(process.execPath, [...flags, `${here}program.ts`, name, String(count)], {
    env: {
      ...process.env,
      SERVICE: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
      BROKER: (await brokerFor(name))?.url,
      ...env,
    },
    timeout: 60_000,
  });
  return heard;
}

const isWrong = ({ wanted, session }: Heard): boolean => wanted !== session;

it.for(programs)('%s: 300 at once, while a request stays open, and one at a time', async (name, { skip }) => {
  const kind = BROKER[name];
  const missing = kind && brokers[kind].missing;
  skip(missing !== undefined, missing);
  const all = await run(name, 300, { LONG: '1' });
  expect(all.filter(isWrong)).toEqual([]);
  expect(all.length).toBeGreaterThanOrEqual(SYSTEM.has(name) ? 1 : 303);
});

it('as the platform has it, most of these have the wrong session', async () => {
  const wrong = [];
  for (const name of ['fastq', 'async-queue', 'own-loop', 'interval']) {
    if ((await run(name, 3, { UNTOUCHED: '1' })).some(isWrong)) wrong.push(name);
  }
  expect(wrong).toEqual(['fastq', 'async-queue', 'own-loop', 'interval']);
});
