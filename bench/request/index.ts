/** What a request costs a service: Express, then OpenAI's client, then a model on loopback. */
import { onetrace } from '../../plugins/esbuild.ts';
import { type BundleOptions, bundle } from '../lib/bundle.ts';
import { type Report, type Row, round, versions } from '../lib/report.ts';
import { difference, middle, progress, type Sample } from '../lib/rounds.ts';
import { exportTo, type Service, startService, startSink } from '../lib/sink.ts';
import type { RunOptions } from '../run.ts';
import { type Load, measure } from './load.ts';

interface Contestant {
  readonly name: string;
  readonly base?: string;
  readonly app?: string;
  readonly options?: () => BundleOptions;
  /** A file of peers/ that `--require` loads before the program. */
  readonly required?: string;
  /** Its exporter knows no receiver. */
  readonly silent?: boolean;
}

const PLAIN = 'plain';
const OUTSIDE = 'plain, packages outside';
const outside = (): BundleOptions => ({ packages: 'external' });
const rewritten = (): BundleOptions => ({ plugins: [onetrace()] });
const OURS = 'onetrace';
const OTEL = 'OpenTelemetry, auto-instrumentations';

const CONTESTANTS: readonly Contestant[] = [
  { name: PLAIN },
  { name: OURS, base: PLAIN, options: rewritten },
  { name: 'onetrace, no receiver', base: PLAIN, options: rewritten, silent: true },
  { name: OUTSIDE, options: outside },
  { name: OTEL, base: OUTSIDE, options: outside, required: 'opentelemetry-auto' },
  { name: 'dd-trace', base: OUTSIDE, options: outside, required: 'dd-trace' },
  { name: 'Sentry', base: OUTSIDE, options: outside, required: 'sentry' },
  { name: 'Braintrust', base: OUTSIDE, options: outside, app: 'app-braintrust', required: 'braintrust' },
];

/** A third as many come before, for V8's compiler: what is measured is a service that runs, not one that starts. */
const LOADS = {
  'one answer': (quick: boolean): Load => ({
    path: '/ask',
    connections: 20,
    amount: quick ? 600 : 6000,
  }),
  '500 chunks, 64 at once': (quick: boolean): Load => ({
    path: '/stream',
    connections: 64,
    amount: quick ? 64 : 1024,
  }),
} as const;
type Samples = Map<string, Map<string, Sample[]>>;

export async function run({ rounds, quick }: RunOptions): Promise<Report> {
  const [sink, llm] = [await startSink(), await startService(new URL('./llm.ts', import.meta.url).pathname)];
  const samples: Samples = new Map(Object.keys(LOADS).map((load) => [load, new Map()]));
  const failures = new Map<string, string>();
  try {
    for (const contestant of CONTESTANTS) await build(contestant);
    for (let turn = 0; turn < rounds; turn++)
      for (const contestant of CONTESTANTS) {
        progress(`round ${turn + 1} of ${rounds}: ${contestant.name}`);
        if (failures.has(contestant.name)) continue;
        await sample({ contestant, sink, llm, quick }, samples).catch((error: Error) => {
          failures.set(contestant.name, error.message);
        });
      }
  } finally {
    progress('');
    sink.stop();
    llm.stop();
  }
  return report(samples, failures);
}

const folder = (name: string): string => `request/${name.replace(/\W+/g, '-')}`;

async function build({ name, options, app = 'app', required }: Contestant): Promise<void> {
  await bundle(`request/${app}.ts`, { ...options?.(), write: folder(name) });
  if (required) await bundle(`peers/${required}.ts`, { ...outside(), write: `${folder(name)}-required` });
}

interface Turn {
  readonly contestant: Contestant;
  readonly sink: Service;
  readonly llm: Service;
  readonly quick: boolean;
}

async function sample({ contestant, sink, llm, quick }: Turn, samples: Samples): Promise<void> {
  const { name, base, required, silent } = contestant;
  const isOutside = name === OUTSIDE || base === OUTSIDE;
  const out = new URL(`../.out/${folder(name)}`, import.meta.url).pathname;
  const service = await startService(`${out}/entry.${isOutside ? 'cjs' : 'mjs'}`, {
    flags: required ? ['--require', `${out}-required/entry.cjs`] : [],
    env: { LLM_URL: llm.url, NODE_ENV: 'production', ...(silent ? {} : exportTo(sink.url)) },
  });
  try {
    for (const [load, of] of Object.entries(LOADS)) {
      const taken = samples.get(load)?.get(name) ?? [];
      taken.push(await measure(service.url, sink.url, of(quick)));
      samples.get(load)?.set(name, taken);
    }
  } finally {
    service.stop();
  }
}

function report(samples: Samples, failures: ReadonlyMap<string, string>): Report {
  const of = (load: string, name: string): Sample[] => samples.get(load)?.get(name) ?? [];
  const added = (load: string, name: string): number => {
    const base = CONTESTANTS.find((it) => it.name === name)?.base ?? name;
    return round(difference(of(load, name), of(load, base), 'cpu'), 1);
  };
  const row = (load: string, { name, base }: Contestant): Row => {
    const cells = { load, contestant: name };
    const failure = failures.get(name);
    if (failure !== undefined) return { ...cells, failed: failure };
    const total = (figure: string): number => round(middle(of(load, name), figure), 1);
    return {
      ...cells,
      'CPU µs': total('cpu'),
      ...(base === undefined ? {} : { 'added CPU µs': added(load, name) }),
      'p50 ms': total('p50'),
      'p99 ms': total('p99'),
      'RSS MiB': total('MiB'),
      'exported bytes': Math.round(total('exported')),
    };
  };
  /** A peer that sent nothing has not done the work. */
  const peersOf = (load: string): readonly Contestant[] =>
    CONTESTANTS.filter(({ name, base }) => base === OUTSIDE && middle(of(load, name), 'exported') > 0);
  return {
    name: 'request',
    what: 'A request through Express 5, openai 7 and a model on loopback: CPU time of the service alone, a request; added: the median of the differences within a round',
    rows: Object.keys(LOADS).flatMap((load) => CONTESTANTS.map((it) => row(load, it))),
    versions: versions(
      'express',
      'openai',
      '@opentelemetry/auto-instrumentations-node',
      'dd-trace',
      '@sentry/node',
      'braintrust',
    ),
    goals: Object.keys(LOADS).map((load) => {
      const [ours, otel] = [added(load, OURS), added(load, OTEL)];
      const least = Math.min(...peersOf(load).map(({ name }) => added(load, name)));
      return {
        goal: `${load}: added CPU <= 1/6 of OpenTelemetry's, and the least of all`,
        measured: `${ours} µs, OpenTelemetry ${otel} µs (${round(ours / otel)}), least of the peers that exported ${least} µs`,
        met: ours <= otel / 6 && ours <= least,
      };
    }),
  };
}
