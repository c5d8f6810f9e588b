/** What the rewriting costs a build, at three sizes of a project, and the transformer alone. */
import { type Report, type Row, round, versions } from '../lib/report.ts';
import { type Contestant, inRounds, middle, progress, ratio, type Sample } from '../lib/rounds.ts';
import type { RunOptions } from '../run.ts';
import { projectOf } from './project.ts';

const BUILDS = {
  esbuild: ['plain', 'empty plugin', 'onetrace', 'code-transformer', 'Babel', 'dd-trace', 'Sentry'],
  vite: ['plain', 'empty plugin', 'onetrace'],
} as const;
type Tool = keyof typeof BUILDS;
const TOOLS = Object.keys(BUILDS) as Tool[];

const program = (name: string): string => new URL(`./${name}.ts`, import.meta.url).pathname;
const BASE = 'empty plugin';

export async function run({ rounds, quick }: RunOptions): Promise<Report> {
  const sizes = quick ? [100] : [100, 1_000, 10_000];
  const rows: Row[] = [];
  const times = new Map<string, readonly Sample[]>();
  for (const files of sizes) {
    progress(`writing ${files} files`);
    projectOf(files);
    for (const tool of TOOLS)
      rows.push(...buildsOf({ tool, files, rounds: files > 1_000 ? Math.min(rounds, 2) : rounds }, times));
  }
  const alone = inRounds([{ name: 'transformer', program: program('transformer') }], rounds);
  const speed = alone.get('transformer') ?? [];
  return {
    name: 'build',
    what: 'Milliseconds of a build, its tool already loaded; two files of a hundred have sites. The transformer alone: microseconds a file, every file with sites',
    rows: [...rows, ...speeds(speed)],
    versions: versions('esbuild', 'vite', 'dd-trace', '@sentry/node', '@apm-js-collab/code-transformer'),
    goals: goals(times, speed),
  };
}

interface Size {
  readonly tool: Tool;
  readonly files: number;
  readonly rounds: number;
}

function buildsOf({ tool, files, rounds }: Size, times: Map<string, readonly Sample[]>): Row[] {
  const contestants: Contestant[] = BUILDS[tool].map((plugin) => ({
    name: `${tool} ${plugin}`,
    program: program('program'),
    env: { FILES: String(files) },
  }));
  const samples = inRounds(contestants, rounds);
  for (const [name, of] of samples) times.set(`${name} ${files}`, of);
  const base = samples.get(`${tool} ${BASE}`) ?? [];
  return contestants.map(({ name }, index) => {
    const of = samples.get(name) ?? [];
    return {
      files,
      tool,
      plugin: BUILDS[tool][index] ?? '',
      ms: Math.round(middle(of, 'ms')),
      'x base': round(ratio(of, base, 'ms')),
    };
  });
}

const ALONE = [
  'parser',
  'onetrace',
  'no map',
  'no site',
  'parser, JavaScript',
  'onetrace, JavaScript',
  'no site, JavaScript',
  'code-transformer, JavaScript',
  'code-transformer, no site, JavaScript',
];

const speeds = (samples: readonly Sample[]): Row[] =>
  ALONE.map((name) => ({
    tool: 'transformer alone',
    plugin: name,
    'µs a file': round(middle(samples, name), 1),
    'MB/s': round(middle(samples, bytesOf(name)) / middle(samples, name), 1),
  }));

const bytesOf = (name: string): string => (name.includes('no site') ? 'quiet bytes' : 'bytes');

function goals(times: ReadonlyMap<string, readonly Sample[]>, alone: readonly Sample[]): Report['goals'] {
  const of = (name: string): readonly Sample[] => times.get(name) ?? [];
  const share = (a: string, b: string): number => round(shareOf(alone, a, b));
  const speed = share('parser', 'onetrace');
  const withSites = share('code-transformer, JavaScript', 'onetrace, JavaScript');
  const without = share('code-transformer, no site, JavaScript', 'no site, JavaScript');
  const found = [
    {
      goal: 'the transformer on files with sites >= half the speed of its parser alone',
      measured: `${speed} of it`,
      met: speed >= 0.5,
    },
    {
      goal: 'a file with sites >= 5 x faster than code-transformer',
      measured: `${withSites} x`,
      met: withSites >= 5,
    },
    {
      goal: 'a file without sites >= 5 x faster than code-transformer',
      measured: `${without} x`,
      met: without >= 5,
    },
  ];
  if (of('esbuild onetrace 1000').length === 0) return found;
  const esbuild = round(ratio(of('esbuild onetrace 1000'), of('esbuild empty plugin 1000'), 'ms'));
  /** The tool itself may not be linear. */
  const growthOf = (name: string): number =>
    middle(of(`${name} 10000`), 'ms') / middle(of(`${name} 1000`), 'ms') / 10;
  const [ours, base] = [growthOf('esbuild onetrace'), growthOf(`esbuild ${BASE}`)];
  return [
    {
      goal: 'esbuild, 1,000 files: <= 1.15 x the build with an empty plugin',
      measured: `${esbuild} x`,
      met: esbuild <= 1.15,
    },
    {
      goal: 'time grows with the files and not faster: a file of 10,000 <= 1.15 x one of 1,000',
      measured: `${round(ours)} x, with an empty plugin ${round(base)} x`,
      met: ours <= 1.15 * Math.max(base, 1),
    },
    ...found,
  ];
}

/** The median over the rounds of one task's time divided by another's. */
const shareOf = (samples: readonly Sample[], of: string, to: string): number =>
  middle(
    samples.map((it) => ({ share: (it[of] as number) / (it[to] as number) })),
    'share',
  );
