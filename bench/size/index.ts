/** Minified and gzipped bytes that instrumentation adds to a bundle, and who brings them. */
import { onetrace } from '../../plugins/esbuild.ts';
import { added, type Bundle, type BundleOptions, bundle } from '../lib/bundle.ts';
import { type Report, type Row, versions } from '../lib/report.ts';
import type { RunOptions } from '../run.ts';
import { analyze } from './analyze.ts';

interface Contestant {
  readonly name: string;
  readonly options: () => BundleOptions;
}

/** What a peer's own bundler plugin adds needs its SDK too: the SDK is what is measured. */
const peer = (name: string, file: string): Contestant => ({
  name,
  options: () => ({ before: [`peers/${file}.ts`] }),
});

const PEERS: readonly Contestant[] = [
  peer('OpenTelemetry, bare SDK + OTLP', 'opentelemetry'),
  peer('OpenTelemetry, auto-instrumentations', 'opentelemetry-auto'),
  peer('OpenTelemetry, Node SDK + http, undici, openai', 'opentelemetry-node'),
  peer('Sentry', 'sentry'),
  peer('Braintrust', 'braintrust'),
];
const OURS: Contestant = { name: 'onetrace', options: () => ({ plugins: [onetrace()] }) };

const APPS = {
  fetch: 'fetch only',
  openai: 'one handler + openai',
  base: 'all wraps but those of vendors',
  vendor: 'all wraps, one vendor',
  helpers: 'all wraps',
  everything: 'all wraps and all of the API',
} as const;
type App = keyof typeof APPS;

const appFile = (app: string): string => `size/apps/${app}.ts`;

export async function run({ flags }: RunOptions): Promise<Report | undefined> {
  if (flags.has('--analyze')) return void (await analyze(Object.keys(APPS)));
  const rows: Row[] = [];
  const ours = new Map<App, Bundle>();
  for (const app of Object.keys(APPS) as App[]) {
    rows.push(await row(app, OURS, (it) => ours.set(app, it)));
    if (app === 'fetch' || app === 'openai')
      for (const contestant of PEERS) rows.push(await row(app, contestant));
  }
  return {
    name: 'size',
    what: 'Bytes that instrumentation adds to an esbuild bundle for Node; start: what loads with the program when the bundle is split',
    rows: [...rows, ...(await shaken())],
    versions: versions(
      'esbuild',
      '@opentelemetry/sdk-trace',
      '@opentelemetry/auto-instrumentations-node',
      '@sentry/node',
      'braintrust',
      'openai',
      'ai',
    ),
    goals: goals(rows),
  };
}

async function row(app: App, contestant: Contestant, keep?: (start: Bundle) => unknown): Promise<Row> {
  const cells = { app: APPS[app], contestant: contestant.name };
  // The whole of the API has no program to stand beside: there the bundle is the figure.
  const base = app === 'fetch' || app === 'openai' ? app : 'empty';
  try {
    const [whole, split] = [
      await pair(base, app, contestant, false),
      await pair(base, app, contestant, true),
    ];
    keep?.(split.bundle);
    return {
      ...cells,
      minified: whole.all.minified,
      gzipped: whole.all.gzipped,
      'start minified': split.start.minified,
      'start gzipped': split.start.gzipped,
    };
  } catch (error) {
    return { ...cells, failed: String((error as Error).message).split('\n')[0] ?? '' };
  }
}

async function pair(base: string, app: string, contestant: Contestant, splitting: boolean) {
  const plain = await bundle(appFile(base), { splitting });
  const it = await bundle(appFile(app), { ...contestant.options(), splitting });
  return { bundle: it, start: added(it.start, plain.start), all: added(it.all, plain.all) };
}

/** An app that imports one function of a large package, with that package's own files rewritten too. */
async function shaken(): Promise<Row[]> {
  const app = 'one function of ai';
  const plain = await bundle(appFile('shaken'));
  const contestants = {
    onetrace: {},
    'onetrace, ai itself rewritten': { include: ['**/*.ts', '**/node_modules/ai/**'] },
  };
  const rows: Row[] = [{ app, contestant: 'plain, whole bundle', ...plain.all }];
  for (const [contestant, options] of Object.entries(contestants)) {
    const { all } = await bundle(appFile('shaken'), { plugins: [onetrace(options)] });
    rows.push({ app, contestant, ...added(all, plain.all) });
  }
  return rows;
}

function goals(rows: readonly Row[]): Report['goals'] {
  const of = (app: App): Row => rows.find((it) => it.app === APPS[app] && it.contestant === OURS.name) ?? {};
  const goal = (text: string, app: App, limits: Readonly<Record<string, number>>) => ({
    goal: text,
    measured: Object.keys(limits)
      .map((key) => `${of(app)[key]} ${key}`)
      .join(', '),
    met: Object.entries(limits).every(([key, limit]) => Number(of(app)[key]) <= limit),
  });
  return [
    goal('all wraps: at start <= 24 KB minified, <= 9 KB gzipped', 'helpers', {
      'start minified': 24 * 1024,
      'start gzipped': 9 * 1024,
    }),
    goal('fetch only: at start <= 4 KB gzipped', 'fetch', { 'start gzipped': 4 * 1024 }),
    goal('all wraps, one file: <= 24 KB minified, <= 9 KB gzipped', 'helpers', {
      minified: 24 * 1024,
      gzipped: 9 * 1024,
    }),
  ];
}
