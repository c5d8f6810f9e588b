/** What the runtime's own operations cost beside the floor and beside its peers. */
import { type Report, type Row, round, versions } from '../lib/report.ts';
import { type Contestant, inRounds, middle, ratio, type Sample } from '../lib/rounds.ts';
import type { RunOptions } from '../run.ts';

const contestant = (name: string, program: string): Contestant => ({
  name,
  program: new URL(`./${program}.ts`, import.meta.url).pathname,
  flags: ['--expose-gc'],
});

const FLOOR = 'floor';
const TRACERS = [
  contestant(FLOOR, 'floor'),
  contestant('onetrace', 'onetrace'),
  contestant('OpenTelemetry', 'opentelemetry'),
  contestant('dd-trace', 'dd-trace'),
  contestant('Langfuse', 'langfuse'),
];
const FETCHES = [contestant('plain fetch', 'fetch'), contestant('rerouted fetch', 'fetch')];
const OPERATIONS = ['span', 'nested 5', '8 attributes', 'async', 'getBaggage', 'parse'] as const;

type Samples = ReadonlyMap<string, readonly Sample[]>;

export async function run({ rounds }: RunOptions): Promise<Report> {
  const samples = inRounds([...TRACERS, ...FETCHES], rounds);
  return {
    name: 'runtime',
    what: 'Nanoseconds and allocated bytes an operation; x floor: the ratio within a round. Spans are recorded and handed over, not sent',
    rows: [
      ...OPERATIONS.flatMap((operation) => TRACERS.map(({ name }) => row(samples, name, operation))),
      ...FETCHES.map(({ name }) => cost(samples, name, 'fetch')),
    ],
    versions: versions('@opentelemetry/sdk-trace', 'dd-trace', '@langfuse/tracing', 'tinybench'),
    goals: goals(samples),
  };
}

const of = (samples: Samples, name: string): readonly Sample[] => samples.get(name) ?? [];

const row = (samples: Samples, name: string, operation: string): Row => ({
  ...cost(samples, name, operation),
  'x floor': round(ratio(of(samples, name), of(samples, FLOOR), operation)),
});

const cost = (samples: Samples, name: string, operation: string): Row => ({
  operation,
  contestant: name,
  ns: round(middle(of(samples, name), operation), 1),
  bytes: Math.round(middle(of(samples, name), `${operation} bytes`)),
});

function goals(samples: Samples): Report['goals'] {
  const times = (slow: string, fast: string, figure: string): number =>
    round(ratio(of(samples, slow), of(samples, fast), figure));
  const overFloor = times('onetrace', FLOOR, 'span');
  const overOtel = times('OpenTelemetry', 'onetrace', 'span');
  const inject = times('OpenTelemetry', 'onetrace', 'getBaggage');
  const getBaggage = round(middle(of(samples, 'onetrace'), 'getBaggage'), 1);
  return [
    { goal: 'a span <= 1.5 x the floor', measured: `${overFloor} x`, met: overFloor <= 1.5 },
    { goal: 'a span >= 3 x faster than OpenTelemetry', measured: `${overOtel} x`, met: overOtel >= 3 },
    {
      goal: "getBaggage <= 150 ns, or 8 x faster than OpenTelemetry's inject",
      measured: `${getBaggage} ns, ${inject} x`,
      met: getBaggage <= 150 || inject >= 8,
    },
  ];
}
