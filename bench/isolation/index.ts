/**
 * Whose trace is it? Programs in which work waits, or is started once for everybody, with many sessions at once: how
 * many requests of a session leave in another session's trace, by contestant and program.
 */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Broker, brokers } from '../../test-fixtures/messaging/brokers/index.ts';
import { type Report, type Row, versions } from '../lib/report.ts';
import type { RunOptions } from '../run.ts';
import { CONTESTANTS } from './contestants.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const PROGRAMS = readdirSync(`${here}../../test-fixtures/messaging/boundaries/programs`).map((file) =>
  file.replace(/\.ts$/, ''),
);
const SESSIONS = 300;
const BROKERS = { ioredis: 'redis', amqplib: 'rabbitmq' } as const;

interface Heard {
  readonly wanted: string;
  readonly traceId: string;
}
let heard: Heard[] = [];

const traceIdIn = ({ traceparent, 'sentry-trace': sentry }: IncomingHttpHeaders): string =>
  /(?:^00-)?([0-9a-f]{32})-/.exec(String(traceparent ?? sentry ?? ''))?.[1] ?? '';

async function listen(): Promise<Server> {
  const server = createServer((request, response) => {
    const wanted = new URL(request.url ?? '', 'http://x').searchParams.get('for');
    if (wanted !== null) heard.push({ wanted, traceId: traceIdIn(request.headers) });
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Requests in somebody else's trace; `–` where the program did not run under the contestant. */
async function wrongIn(
  contestant: string,
  program: string,
  sessions: number,
  env: NodeJS.ProcessEnv,
): Promise<number | string> {
  heard = [];
  const imports = CONTESTANTS[contestant]?.imports.flatMap((file) => ['--import', here + file]) ?? [];
  const flags = ['--conditions=onetrace-source', '--no-warnings', ...imports, `${here}program.ts`];
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...flags, contestant, program, String(sessions)],
      {
        env: { ...process.env, ...env },
        timeout: 90_000,
      },
    );
    const ids = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, string>;
    const owners = new Map(Object.entries(ids).map(([session, id]) => [id, session]));
    return heard.filter(({ wanted, traceId }) => {
      const owner = owners.get(traceId);
      return owner !== undefined && owner !== wanted;
    }).length;
  } catch (error) {
    console.error(
      `${contestant}, ${program}: ${String((error as { stderr?: string }).stderr ?? error).slice(0, 300)}`,
    );
    return '–';
  }
}

async function startBrokers(): Promise<Readonly<Record<string, Broker | undefined>>> {
  const started = Object.entries(BROKERS).map(async ([program, name]) => {
    const { missing, start } = brokers[name];
    if (missing !== undefined) console.error(`${program} is left out: ${missing}`);
    return [program, missing === undefined ? await start() : undefined] as const;
  });
  return Object.fromEntries(await Promise.all(started));
}

export async function run({ quick }: RunOptions): Promise<Report> {
  const server = await listen();
  const started = await startBrokers();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rows: Row[] = [];
  try {
    for (const program of PROGRAMS) {
      if (program in BROKERS && started[program] === undefined) continue;
      const env = {
        SERVICE: url,
        BROKER: started[program]?.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: url,
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        SENTRY_DSN: `http://key@127.0.0.1:${new URL(url).port}/1`,
        DD_TRACE_AGENT_URL: url,
        DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
        DD_TRACE_STARTUP_LOGS: 'false',
      };
      const row: Record<string, string | number> = { program };
      for (const name of Object.keys(CONTESTANTS))
        row[name] = await wrongIn(name, program, quick ? 3 : SESSIONS, env);
      rows.push(row);
      console.error(JSON.stringify(row));
    }
  } finally {
    server.close();
    for (const broker of Object.values(started)) await broker?.stop();
  }
  return reportOf(rows);
}

function reportOf(rows: readonly Row[]): Report {
  const ours = rows.reduce((sum, { onetrace }) => sum + (typeof onetrace === 'number' ? onetrace : 1), 0);
  return {
    name: 'isolation',
    what: `Requests that left in another session's trace, of ${SESSIONS + 3} sessions at once and one after the other; of scheduled work, which is nobody's, all that left in any`,
    rows,
    versions: versions('@opentelemetry/auto-instrumentations-node', '@sentry/node', 'dd-trace'),
    goals: [
      {
        goal: "nobody in anybody else's trace, in each program",
        measured: `${ours} of ${rows.length} programs' requests`,
        met: ours === 0,
      },
    ],
  };
}
