/** The cost of one span's encoding, joined into requests. */
import { fileURLToPath } from 'node:url';
import { publish, round, versions } from '../lib/report.ts';
import { inRounds, median, ratio } from '../lib/rounds.ts';

const program = fileURLToPath(new URL('encode-program.ts', import.meta.url));
const names = ['onetrace JSON', 'onetrace protobuf', 'OpenTelemetry JSON', 'OpenTelemetry protobuf'];
const samples = inRounds(
  names.map((name) => ({ name, program })),
  7,
);
const of = (name: string) => samples.get(name) ?? [];

const goalFor = (encoding: string) => {
  const times = ratio(of(`OpenTelemetry ${encoding}`), of(`onetrace ${encoding}`), 'ns');
  return { goal: `${encoding}: faster than OpenTelemetry`, measured: `${round(times)} ×`, met: times > 1 };
};

publish({
  name: 'encode',
  what: 'Encoding an LLM span of ten attributes, 512 spans a request',
  rows: names.map((name) => ({
    contestant: name,
    'µs per span': round(median(of(name).map(({ ns = 0 }) => ns)) / 1000),
    'bytes per span': round(of(name)[0]?.bytes ?? 0, 0),
  })),
  versions: versions('@opentelemetry/otlp-transformer'),
  goals: [goalFor('JSON'), goalFor('protobuf')],
});
