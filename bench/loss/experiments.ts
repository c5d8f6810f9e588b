/** Experiments A to J of the reference, and three more ends of a process, over loopback. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Collector, type CollectorOptions, startCollector } from '../../examples/collector/collector.ts';
import { type Report, type Row, versions } from '../lib/report.ts';

interface Experiment {
  readonly what: string;
  readonly spans: number;
  readonly faults?: CollectorOptions['faults'];
  /** Milliseconds in which nobody listens. */
  readonly downFor?: number;
}

const failing = (times: number, status: number, headers = {}): CollectorOptions['faults'] => {
  return (_request, count) => (count <= times ? { status, headers } : undefined);
};

const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  A: { what: '10,000 spans in one synchronous burst, then shutdown', spans: 10_000 },
  B: { what: 'the same, yielding every 100 spans', spans: 10_000 },
  C: {
    what: 'flush while a batch is in flight (1 s), then SIGKILL',
    spans: 512,
    faults: () => ({ delay: 1_000 }),
  },
  D: { what: '503 three times, then 200', spans: 10, faults: failing(3, 503) },
  E: { what: '503 for ever (kept with a spool, told without)', spans: 10, faults: failing(1e9, 503) },
  F: { what: '503 with Retry-After: 30, once', spans: 10, faults: failing(1, 503, { 'retry-after': '30' }) },
  G: { what: 'one 500 (OTLP forbids to retry it)', spans: 10, faults: failing(1, 500) },
  H: { what: 'nobody listens for 20 s', spans: 10, downFor: 20_000 },
  I: { what: 'an attribute of 5 MB beside 10 spans', spans: 11 },
  J: { what: 'the process just ends', spans: 10 },
  K: { what: 'process.exit()', spans: 10 },
  L: { what: 'an uncaught error', spans: 10 },
  M: { what: 'SIGTERM', spans: 10 },
};

async function receive(
  contestant: string,
  letter: string,
  { faults, downFor }: Experiment,
): Promise<Collector> {
  let collector = await startCollector(faults ? { faults } : {});
  const { port, url } = collector;
  if (downFor !== undefined) await collector.close();
  const ended = programEnds(contestant, letter, url);
  if (downFor !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, downFor));
    collector = await startCollector({ port });
  }
  await ended;
  // What the process has sent may still be on its way through the receiver.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await collector.close();
  return collector;
}

function programEnds(contestant: string, letter: string, url: string): Promise<void> {
  const program = fileURLToPath(new URL('program.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--conditions=onetrace-source', '--no-warnings', program, contestant, letter, url],
    { stdio: 'ignore' },
  );
  return new Promise((resolve) => child.on('close', () => resolve()));
}

async function delivered(contestant: string, letter: string, experiment: Experiment): Promise<string> {
  const { spans, requests } = await receive(contestant, letter, experiment);
  const distinct = new Set(spans.map(({ spanId }) => spanId)).size;
  const largest = Math.max(0, ...requests.map(({ bytes }) => bytes));
  const twice = spans.length > distinct ? `, ${spans.length - distinct} twice` : '';
  return `${distinct}/${experiment.spans}${twice}${letter === 'I' ? ` (${Math.round(largest / 1000)} kB)` : ''}`;
}

export async function run(): Promise<Report> {
  const rows: Row[] = [];
  for (const [letter, experiment] of Object.entries(EXPERIMENTS)) {
    const [onetrace = '', opentelemetry = ''] = await Promise.all(
      ['onetrace', 'opentelemetry'].map((contestant) => delivered(contestant, letter, experiment)),
    );
    rows.push({ '#': letter, experiment: experiment.what, onetrace, opentelemetry });
  }
  const all = rows
    .filter((row) => row['#'] !== 'E' && row['#'] !== 'G')
    .every(({ onetrace }) => /^(\d+)\/\1( |$)/.test(String(onetrace)));
  const goal = 'everything, once, but what is never taken and what OTLP forbids to send again';
  return {
    name: 'loss',
    what: 'Spans delivered, default settings, a receiver on loopback',
    rows,
    versions: versions('@opentelemetry/sdk-trace', '@opentelemetry/exporter-trace-otlp-http'),
    goals: [{ goal, measured: all ? 'all' : 'not all', met: all }],
  };
}
