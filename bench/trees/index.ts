/** What tspc and Babel cost with onetrace, over the same compilation without: CPU time of whole processes. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Report, type Row, round } from '../lib/report.ts';
import { type Contestant, inRounds, middle, ratio, type Sample } from '../lib/rounds.ts';
import type { RunOptions } from '../run.ts';
import { FILES, writeProject } from './project.ts';

const LIMIT = 1.15;
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export async function run({ rounds }: RunOptions): Promise<Report> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'onetrace-bench-')));
  try {
    writeProject(folder);
    await buildPlugins(folder);
    return report(inRounds(contestants(folder), rounds));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As they are published: nothing of theirs is stripped of types or resolved file by file. */
async function buildPlugins(folder: string): Promise<void> {
  const transformer = here('../../transformer/index.ts');
  await build({
    entryPoints: [here('../../plugins/ts-patch.ts'), here('../../plugins/babel.ts')],
    outdir: join(folder, 'plugins'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    plugins: [
      {
        name: 'transformer',
        setup: (it) => it.onResolve({ filter: /^@onetrace\/transformer$/ }, () => ({ path: transformer })),
      },
    ],
  });
}

function contestants(folder: string): Contestant[] {
  const compiler = (name: string, path: string, config: string): Contestant => ({
    name,
    program: here('tsc.cjs'),
    cwd: folder,
    env: { BENCH_TREES: JSON.stringify({ compiler: join(folder, path), args: ['-p', config] }) },
  });
  const babel = (name: string, plugin?: string): Contestant => ({
    name,
    program: here('babel.ts'),
    env: { BENCH_TREES: JSON.stringify({ folder, plugin }) },
  });
  return [
    compiler('tsc', 'node_modules/typescript/lib/tsc.js', 'tsconfig.json'),
    compiler('tspc', 'node_modules/ts-patch/compiler/tsc.js', 'tsconfig.json'),
    compiler('tspc with onetrace', 'node_modules/ts-patch/compiler/tsc.js', 'tsconfig.onetrace.json'),
    babel('babel'),
    babel('babel with onetrace', join(folder, 'plugins/babel.mjs')),
  ];
}

const require = createRequire(here('../../package.json'));
const versionOf = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;

function report(samples: Map<string, Sample[]>): Report {
  const of = (name: string): Sample[] => samples.get(name) ?? [];
  const row = (name: string, base: string): Row => ({
    compiler: name,
    'CPU ms': round(middle(of(name), 'cpu'), 0),
    [`× ${base}`]: round(ratio(of(name), of(base), 'cpu')),
  });
  const goal = (name: string, base: string) => {
    const measured = ratio(of(name), of(base), 'cpu');
    return {
      goal: `${name} <= ${LIMIT} × ${base}, ${FILES} files`,
      measured: round(measured).toString(),
      met: measured <= LIMIT,
    };
  };
  return {
    name: 'trees',
    what: `CPU time to compile ${FILES} files, one in ten of which has something to trace`,
    rows: [
      row('tsc', 'tsc'),
      row('tspc', 'tsc'),
      row('tspc with onetrace', 'tsc'),
      row('babel', 'babel'),
      row('babel with onetrace', 'babel'),
    ],
    versions: Object.fromEntries(['typescript', 'ts-patch', '@babel/core'].map((it) => [it, versionOf(it)])),
    goals: [goal('tspc with onetrace', 'tsc'), goal('babel with onetrace', 'babel')],
  };
}
