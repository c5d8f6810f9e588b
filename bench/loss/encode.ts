/** The cost of one span's encoding, joined into requests. */
import { fileURLToPath } from 'node:url';
import { type Report, round, versions } from '../lib/report.ts';
import { inRounds, middle, ratio } from '../lib/rounds.ts';
import type { RunOptions } from '../run.ts';

const program = fileURLToPath(new URL('encode-program.ts', import.meta.url));
const NAMES = ['onetrace JSON', 'onetrace protobuf', 'OpenTelemetry JSON', 'OpenTelemetry protobuf'];
export async function run({ rounds }: RunOptions): Promise<Report> {
  const samples = inRounds(
    NAMES.map((name) => ({ name, program })),
    rounds,
  );
  const of = (name: string) => samples.get(name) ?? [];
  const goalFor = (encoding: string) => {
    const times = ratio(of(`OpenTelemetry ${encoding}`), of(`onetrace ${encoding}`), 'ns');
    return { goal: `${encoding}: faster than OpenTelemetry`, measured: `${round(times)} x`, met: times > 1 };
  };
  return {
    name: 'encode',
    what: 'Encoding an LLM span of ten attributes, 512 spans a request',
    rows: NAMES.map((name) => ({
      contestant: name,
      'µs per span': round(middle(of(name), 'ns') / 1000),
      'bytes per span': round(of(name)[0]?.bytes ?? 0, 0),
    })),
    versions: versions('@opentelemetry/otlp-transformer'),
    goals: [goalFor('JSON'), goalFor('protobuf')],
  };
}
