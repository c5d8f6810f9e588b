import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { coverageOf, gapsOf, lcovOf, readSiteUses } from '../project/coverage.ts';
import { Manifests } from '../project/manifest.ts';
import { requestsOf } from '../receiver/import-file.ts';
import { startViewer, type Viewer } from '../start-viewer.ts';
import { chooseStore } from '../store/choose-store.ts';
import { browseTo } from './browse.ts';
import { VIEW_HELP } from './help.ts';
import { WrongUse } from './misuse.ts';
import { type ViewOptions, viewOptions } from './view-options.ts';

const DONE = 0;
const UNMET = 1;
const MISUSED = 2;

/** `onetrace view`; resolves with the exit code when it ends. */
export async function runView(args: readonly string[]): Promise<number> {
  try {
    const options = viewOptions(args);
    if (options === undefined) process.stdout.write(VIEW_HELP);
    else if (options.check !== undefined) return await checkCoverage(options);
    else return await serve(options);
    return DONE;
  } catch (error) {
    process.stderr.write(`onetrace view: ${(error as Error).message}\n`);
    if (error instanceof WrongUse) process.stderr.write('Try: onetrace view --help\n');
    return MISUSED;
  }
}

async function serve(options: ViewOptions): Promise<number> {
  let viewer: Viewer;
  try {
    viewer = await startViewer(options.viewer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return meetOther(options);
  }
  try {
    await takeFiles(viewer, options.files);
    greet(viewer, options);
    if (options.open) browseTo(viewer.url);
    return await (options.command.length > 0 ? runChild(options.command, viewer.endpoint) : interrupted());
  } finally {
    await viewer.close();
  }
}

/** Another viewer is as good; anything else that holds the port is told. */
async function meetOther({ viewer: { port = 4318 }, open, command, files }: ViewOptions): Promise<number> {
  const url = `http://localhost:${port}`;
  const answer = await fetch(`${url}/api/status`).catch(() => undefined);
  const status = answer?.ok ? ((await answer.json().catch(() => ({}))) as { engine?: string }) : {};
  if (status.engine === undefined)
    throw new Error(`port ${port} is taken by another program. Choose one: onetrace view --port 0`);
  process.stderr.write(`A viewer runs already: ${url}\n`);
  for (const file of files) await fetch(`${url}/api/import`, { method: 'POST', body: readFileSync(file) });
  if (open) browseTo(url);
  return command.length > 0 ? runChild(command, url) : DONE;
}

async function takeFiles({ store }: Viewer, files: readonly string[]): Promise<void> {
  for (const file of files) {
    let count = 0;
    for (const { body, type } of requestsOf(readFileSync(file)))
      count += (await store.ingest(body, type)).accepted;
    process.stderr.write(`${file}: ${count} spans\n`);
  }
}

function greet({ url, endpoint, grpc, store }: Viewer, { command }: ViewOptions): void {
  const grpcLine = grpc === '' ? '' : `, gRPC ${grpc}`;
  const { place, notices } = store.status();
  const lines = [
    `Traces:  ${url}`,
    `Send to: ${endpoint} (OTLP over HTTP)${grpcLine}`,
    ...(command.length > 0 ? [] : [`         OTEL_EXPORTER_OTLP_ENDPOINT=${endpoint} node app.js`]),
    `Kept in: ${place === '' ? 'memory, until this ends' : place}`,
    ...notices.map((notice) => `!        ${notice}`),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}

async function runChild([program = '', ...args]: readonly string[], endpoint: string): Promise<number> {
  const env = {
    ...process.env,
    ONETRACE_LIVE: '1',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  };
  const child = spawn(program, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
  // The terminal tells both of an interrupt; what others send is handed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const failed = once(child, 'error').then(([error]) => {
    throw new Error(`${program} cannot be started: ${(error as Error).message}`);
  });
  const [code, signal] = await Promise.race([ended, failed]);
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

async function interrupted(): Promise<number> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  return DONE;
}

/** What ran against what the build knows, from the store on disk. */
async function checkCoverage({ viewer, check, kinds }: ViewOptions): Promise<number> {
  const project = viewer.project ?? process.cwd();
  const manifests = new Manifests(project).all();
  if (manifests.length === 0)
    throw new WrongUse(`no build wrote .onetrace/sites.json in ${project}: build with the plugin first`);
  const store = await chooseStore({ ...viewer, project });
  const uses = await readSiteUses(store);
  await store.close();
  const coverage = coverageOf(manifests, uses);
  if (check === 'lcov') {
    process.stdout.write(lcovOf(coverage));
    return DONE;
  }
  const gaps = gapsOf(coverage).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  for (const { kind, built, ran, untold, missing } of gaps) {
    const note = untold > 0 ? `, ${untold} do not tell` : '';
    process.stdout.write(`${kind}: ${ran} of ${built} ran${note}\n`);
    for (const { file, line, column, rule } of missing)
      process.stdout.write(`  never: ${file}:${line}:${column}  ${rule}\n`);
  }
  return gaps.some(({ missing }) => missing.length > 0) ? UNMET : DONE;
}
