/**
 * Agent frameworks, each by a program as its documentation has it (frameworks/NAME), against a model on loopback: what a
 * trace of it shows with onetrace, and with the integrations of others. Every run is a process of its own. What is not
 * installed yet is installed into the framework's own folder, which takes minutes the first time.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { onetrace } from '../../plugins/esbuild.ts';
import type { Report, Row } from '../lib/report.ts';
import { JUDGES, type Ran, type Scenarios } from './judge.ts';
import { serveModel } from './serve.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const { agents } = JSON.parse(readFileSync(`${HERE}../../vendors.json`, 'utf8')) as {
  readonly agents: readonly { readonly package: string; readonly program: string }[];
};
const PEERS = ['opentelemetry', 'openinference', 'langfuse', 'sentry', 'braintrust'];
/** Frameworks that cannot be required. */
const ESM_ONLY = new Set(['tanstack']);
/** A program that hangs does not hold the others. */
const LONGEST = 120_000;

const execute = promisify(execFile);

async function install(folder: string): Promise<void> {
  if (existsSync(`${folder}/node_modules`)) return;
  const flags = [
    'install',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--legacy-peer-deps',
    '--loglevel=error',
  ];
  await execute('npm', flags, { cwd: folder, maxBuffer: 1 << 26 });
}

interface Places {
  readonly env: NodeJS.ProcessEnv;
  close(): void;
}

async function openPlaces(): Promise<Places> {
  const model = await serveModel();
  const tools = createServer((request, response) =>
    response.end(request.url === '/count' ? String(model.asked()) : 'rain'),
  );
  await new Promise<void>((done) => tools.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(tools.address() as AddressInfo).port}`;
  return {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      MODEL_URL: model.url,
      TOOL_URL: url,
      COUNT_URL: `${url}/count`,
      SCRATCH: `${HERE}.built/claude`,
    },
    close() {
      model.close();
      tools.closeAllConnections();
      tools.close();
    },
  };
}

async function builtProgram(name: string, tracer: string): Promise<string> {
  const folder = `${HERE}frameworks/${name}`;
  // Others hook CommonJS, whose hooks break no module; not every framework has that.
  const isOurs = tracer === 'onetrace' || ESM_ONLY.has(name);
  const outfile = `${folder}/.built/${tracer}.${isOurs ? 'mjs' : 'cjs'}`;
  await build({
    entryPoints: [`${folder}/program.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: isOurs ? 'esm' : 'cjs',
    packages: 'external',
    logLevel: 'error',
    plugins: tracer === 'onetrace' ? [onetrace()] : [],
  });
  return outfile;
}

/** A text: why it did not run. */
async function runWith(tracer: string, program: string, env: NodeJS.ProcessEnv): Promise<Scenarios | string> {
  const isOurs = tracer === 'onetrace';
  const flags = isOurs
    ? ['--conditions=onetrace-source', '--no-warnings', `${HERE}ours.ts`]
    : ['--no-warnings', `--import=${HERE}peers/${tracer}.mjs`, `${HERE}theirs.mjs`];
  try {
    const { stdout } = await execute(process.execPath, [...flags, program], {
      timeout: LONGEST,
      killSignal: 'SIGKILL',
      maxBuffer: 1 << 28,
      env: isOurs ? env : { ...env, TELEMETRY: 'true' },
    });
    return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as Scenarios;
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    return (
      stderr.split('\n').find((line) => /Error/.test(line)) ??
      String(error).split('\n')[0] ??
      'it did not run'
    );
  }
}

function rowOf(framework: string, tracer: string, ran: Scenarios | string): Row {
  if (typeof ran === 'string') return { framework, with: tracer, failed: ran.slice(0, 60) };
  const marks = Object.entries(JUDGES).map(([name, judge]) => {
    const is = judge(ran);
    return [name, is === undefined ? '-' : is ? 'yes' : 'no'];
  });
  return { framework, with: tracer, ...(Object.fromEntries(marks) as Record<string, string>) };
}

export async function run({ quick }: { readonly quick: boolean }): Promise<Report> {
  const tracers = quick ? ['onetrace'] : ['onetrace', ...PEERS];
  if (!quick) await install(`${HERE}peers`);
  const rows: Row[] = [];
  for (const { program: name } of agents) {
    await install(`${HERE}frameworks/${name}`);
    for (const tracer of tracers) {
      const places = await openPlaces();
      try {
        rows.push(rowOf(name, tracer, await runWith(tracer, await builtProgram(name, tracer), places.env)));
        console.error(Object.values(rows.at(-1) as Row).join(' '));
      } finally {
        places.close();
      }
    }
  }
  return { name: 'agents', what: WHAT, rows, versions: installed(), goals: [goalOf(rows)] };
}

const WHAT =
  'What a trace of an agent framework shows: a span with tokens for each call of a model, agents, tools, steps and hand-overs, calls that stream, errors, the session on each call, and none of them twice. The programs are not changed for anybody: others are what `--import` sets up, and what a framework tells OpenTelemetry';

function goalOf(rows: readonly Row[]): Report['goals'][number] {
  const ours = rows.filter((row) => row.with === 'onetrace');
  const whole = ours.filter((row) => !Object.values(row).includes('no') && row.failed === undefined);
  return {
    goal: 'every framework is whole',
    measured: `${whole.length} of ${ours.length}`,
    met: whole.length === ours.length,
  };
}

function installed(): Record<string, string> {
  const folders = ['peers', ...agents.map(({ program }) => `frameworks/${program}`)];
  return Object.assign(
    {},
    ...folders.map(
      (it) =>
        (JSON.parse(readFileSync(`${HERE}${it}/package.json`, 'utf8')) as { dependencies: object })
          .dependencies,
    ),
  ) as Record<string, string>;
}

export type { Ran };
