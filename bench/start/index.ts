/** What it costs a program to start, whole process, over the same program without instrumentation. */
import { onetrace } from '../../plugins/esbuild.ts';
import { type BundleOptions, bundle } from '../lib/bundle.ts';
import { type Report, type Row, round, versions } from '../lib/report.ts';
import { type Contestant, difference, inRounds, middle, type Sample } from '../lib/rounds.ts';
import { exportTo, startSink } from '../lib/sink.ts';
import type { RunOptions } from '../run.ts';

const APPS = { empty: 'empty app', sdks: 'four LLM SDKs' } as const;
type App = keyof typeof APPS;

interface Setup {
  readonly name: string;
  /** The contestant whose figures it stands beside; none: it is one of those. */
  readonly base?: string;
  readonly options?: () => BundleOptions;
  /** A file of peers/ that `--require` loads before the program. */
  readonly required?: string;
}

/** Peers that patch modules need them where they are: their base is the program with its packages outside. */
const PLAIN = 'plain';
const SPLIT = 'plain, split';
const OUTSIDE = 'plain, packages outside';
const required = (name: string, file: string): Setup => ({
  name,
  base: OUTSIDE,
  options: () => ({ packages: 'external' }),
  required: file,
});

const MORE = 3;

const SETUPS: readonly Setup[] = [
  { name: PLAIN },
  { name: 'onetrace', base: PLAIN, options: () => ({ plugins: [onetrace()] }) },
  { name: SPLIT, options: () => ({ splitting: true }) },
  { name: 'onetrace, split', base: SPLIT, options: () => ({ plugins: [onetrace()], splitting: true }) },
  {
    name: 'OpenTelemetry, bare SDK',
    base: PLAIN,
    options: () => ({ before: ['peers/opentelemetry.ts'] }),
  },
  { name: OUTSIDE, options: () => ({ packages: 'external' }) },
  required('OpenTelemetry, auto-instrumentations', 'opentelemetry-auto'),
  required('dd-trace', 'dd-trace'),
  required('Sentry', 'sentry'),
  required('Braintrust', 'braintrust'),
];

export async function run({ rounds }: RunOptions): Promise<Report> {
  const sink = await startSink();
  try {
    const samples = new Map<App, Map<string, Sample[]>>();
    for (const app of Object.keys(APPS) as App[]) {
      const contestants: Contestant[] = [];
      for (const setup of SETUPS) contestants.push(await contestantOf(setup, app, sink.url));
      samples.set(app, inRounds(contestants, rounds));
      // A few milliseconds of some hundred: the two that the goal is about run more often than the peers.
      for (const [name, more] of inRounds(contestants.slice(0, 2), MORE * rounds))
        samples
          .get(app)
          ?.get(name)
          ?.push(...more);
    }
    return report(samples);
  } finally {
    sink.stop();
  }
}

async function contestantOf(setup: Setup, app: App, sink: string): Promise<Contestant> {
  const { name, options, required } = setup;
  const write = `start/${app}/${name.replace(/\W+/g, '-')}`;
  const { entry } = await bundle(`start/apps/${app}.ts`, { ...options?.(), write });
  const flags: string[] = [];
  if (required) {
    const built = { packages: 'external', write: `${write}-required` } as const;
    flags.push('--require', (await bundle(`peers/${required}.ts`, built)).entry);
  }
  return { name, program: entry, flags, env: exportTo(sink) };
}

function report(samples: ReadonlyMap<App, Map<string, Sample[]>>): Report {
  const of = (app: App, name: string): Sample[] => samples.get(app)?.get(name) ?? [];
  const over = (app: App, { name, base = name }: Setup, figure: string): number =>
    round(difference(of(app, name), of(app, base), figure), 1);
  const rows = [...samples.keys()].flatMap((app) => SETUPS.map((setup) => row(app, setup)));
  function row(app: App, setup: Setup): Row {
    const { name, base } = setup;
    const cells = { app: APPS[app], contestant: name };
    const total = (figure: string): number => round(middle(of(app, name), figure), 1);
    const whole = { ...cells, ms: total('wall'), 'CPU ms': total('cpu'), MiB: total('MiB') };
    if (base === undefined) return whole;
    return {
      ...whole,
      'added ms': over(app, setup, 'wall'),
      'added CPU ms': over(app, setup, 'cpu'),
      'added MiB': over(app, setup, 'MiB'),
    };
  }
  const ours = SETUPS[1] as Setup;
  return {
    name: 'start',
    what: 'A whole process, from its start to its end: the median; added: the median of the differences within a round',
    rows,
    versions: versions(
      '@opentelemetry/sdk-trace',
      '@opentelemetry/auto-instrumentations-node',
      'dd-trace',
      '@sentry/node',
      'braintrust',
      'openai',
      '@anthropic-ai/sdk',
      '@google/genai',
      '@mistralai/mistralai',
    ),
    goals: (Object.keys(APPS) as App[]).map((app) => {
      // CPU time: on a busy machine the clock tells more of the neighbours than of the program.
      const [ms, MiB] = [over(app, ours, 'cpu'), over(app, ours, 'MiB')];
      return {
        goal: `${APPS[app]}: <= 5 ms of CPU time and <= 4 MiB over plain`,
        measured: `${ms} ms, ${MiB} MiB`,
        met: ms <= 5 && MiB <= 4,
      };
    }),
  };
}
