/**
 * The benchmarks, by name or all of them.
 *
 *   npm run bench [name…] -- [--rounds N] [--quick]
 */
import { parseArgs } from 'node:util';
import { publish, type Report } from './lib/report.ts';

export interface RunOptions {
  /** How often every contestant runs. */
  readonly rounds: number;
  /** Small and short: whether it works, not what it costs. Writes no results. */
  readonly quick: boolean;
  /** Further options of one benchmark. */
  readonly flags: ReadonlySet<string>;
}

interface Benchmark {
  readonly what: string;
  /** undefined: it printed for itself. */
  readonly run: (options: RunOptions) => Promise<Report | undefined>;
}

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  runtime: {
    what: 'nanoseconds and bytes of a span, of getBaggage, of a carrier that comes in',
    run: async (options) => (await import('./runtime/index.ts')).run(options),
  },
  wire: {
    what: 'CPU time that the floor adds to a request that leaves',
    run: async (options) => (await import('./wire/index.ts')).run(options),
  },
  start: {
    what: 'milliseconds and MiB that a program takes to start',
    run: async (options) => (await import('./start/index.ts')).run(options),
  },
  request: {
    what: 'CPU time of a request through Express and openai, p50, p99, memory',
    run: async (options) => (await import('./request/index.ts')).run(options),
  },
  build: {
    what: 'milliseconds that the rewriting adds to builds with esbuild and Vite',
    run: async (options) => (await import('./build/index.ts')).run(options),
  },
  size: {
    what: 'bytes in a bundle; --analyze: which files of the runtime bring them',
    run: async (options) => (await import('./size/index.ts')).run(options),
  },
  trees: {
    what: 'CPU time of tspc and Babel, with onetrace and without',
    run: async (options) => (await import('./trees/index.ts')).run(options),
  },
  behaviour: {
    what: 'what an instrumented openai client still does as it did',
    run: async () => (await import('./behaviour/index.ts')).run(),
  },
  clients: {
    what: 'what every client still does as it did',
    run: async () => (await import('./behaviour/clients.ts')).run(),
  },
  isolation: {
    what: "requests that leave in another session's trace; minutes",
    run: async (options) => (await import('./isolation/index.ts')).run(options),
  },
  agents: {
    what: 'what traces of agent frameworks show, beside the integrations of others; installs them first',
    run: async (options) => (await import('./agents/index.ts')).run(options),
  },
  stress: {
    what: 'test suites of other packages, with every body entered and every member call bound',
    run: async (options) => (await import('./stress/index.ts')).run(options),
  },
  loss: {
    what: 'spans that arrive when the receiver or the program fails',
    run: async () => (await import('./loss/experiments.ts')).run(),
  },
  encode: {
    what: 'microseconds and bytes of an encoded span',
    run: async (options) => (await import('./loss/encode.ts')).run(options),
  },
  blocking: {
    what: 'event-loop delay at 20,000 spans a second',
    run: async (options) => (await import('./loss/blocking.ts')).run(options),
  },
  soak: {
    what: 'two million spans before a receiver that is down half of the time; minutes',
    run: async (options) => (await import('./loss/soak.ts')).run(options),
  },
  viewer: {
    what: 'the local viewer: start, ingest, lists of a million spans, long traces; minutes',
    run: async (options) => (await import('./viewer/index.ts')).run(options),
  },
  kill: {
    what: 'kill -9 at 200 random moments; minutes',
    run: async (options) => (await import('./loss/kill.ts')).run(options),
  },
};

const HELP = `npm run bench [name…] -- [--rounds N] [--quick]

${Object.entries(BENCHMARKS)
  .map(([name, { what }]) => `  ${name.padEnd(10)}${what}`)
  .join('\n')}

  --rounds N  how often every contestant runs (default 5)
  --quick     one short round, to see that it works; writes no results

Results go to bench/results/NAME.json.`;

if (import.meta.main) {
  const { values, positionals, tokens } = parseArgs({
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: {
      rounds: { type: 'string' },
      quick: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const unknown = positionals.filter((name) => !(name in BENCHMARKS));
  if (values.help || unknown.length > 0) {
    if (unknown.length > 0) console.error(`no benchmark ${unknown.join(', ')}\n`);
    console.log(HELP);
    process.exitCode = unknown.length > 0 ? 1 : 0;
  } else {
    const quick = values.quick === true;
    const rounds = Number(values.rounds ?? (quick ? 1 : 5));
    const flags = new Set(tokens.flatMap((it) => (it.kind === 'option' ? [it.rawName] : [])));
    await runAll(positionals.length > 0 ? positionals : Object.keys(BENCHMARKS), { rounds, quick, flags });
  }
}

async function runAll(names: readonly string[], options: RunOptions): Promise<void> {
  for (const name of names) {
    console.error(`${name} …`);
    const report = await BENCHMARKS[name]?.run(options);
    if (report) publish(report, { write: !options.quick });
  }
}
