/** README's comparison: figures of bench/results alone, one row a tool. */
import { readFileSync } from 'node:fs';
import { ROOT } from './packages.ts';

type Row = Readonly<Record<string, string | number>>;

const rowsOf = (name: string): readonly Row[] =>
  (JSON.parse(readFileSync(`${ROOT}bench/results/${name}.json`, 'utf8')) as { rows: readonly Row[] }).rows;

/** What each is called in README, among the contestants, and among the instrumentations of one client. */
const PEERS: readonly (readonly [shown: string, contestant: string, instrumentation: string])[] = [
  ['**onetrace**', 'onetrace', 'onetrace'],
  [
    'OpenTelemetry, auto-instrumentations',
    'OpenTelemetry, auto-instrumentations',
    '@opentelemetry/instrumentation-openai',
  ],
  ['dd-trace', 'dd-trace', 'dd-trace'],
  ['Sentry', 'Sentry', '@sentry/node'],
  ['Braintrust', 'Braintrust', 'braintrust'],
  ['Traceloop', '', '@traceloop/instrumentation-openai'],
  ['Langfuse', '', '@langfuse/openai'],
  ['LangSmith', '', 'langsmith'],
];

const HEAD = [
  'tool',
  'CPU added to a request, µs',
  'added to a start, ms',
  'memory added to a start, MiB',
  'programs with `openai` that behave as before',
  'of these with the right span',
];

export function peersTable(): string {
  const request = rowsOf('request').filter(({ load }) => load === 'one answer');
  const start = rowsOf('start').filter(({ app }) => app === 'empty app');
  const behaviour = rowsOf('behaviour');
  const rows = PEERS.map(([shown, contestant, instrumentation]) => {
    const asked = request.find((it) => it.contestant === contestant);
    const started = start.find((it) => it.contestant === contestant);
    const behaved = behaviour.find(({ name }) => name === instrumentation);
    return [
      shown,
      cellOf(asked?.['added CPU µs']),
      cellOf(started?.['added ms']),
      cellOf(started?.['added MiB']),
      behaved === undefined ? '–' : `${behaved.same} of ${behaved.of}`,
      cellOf(behaved?.spans),
    ];
  });
  const lines = [HEAD, HEAD.map((_, at) => (at === 0 ? '---' : '--:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What was not measured is not zero. */
const cellOf = (value: string | number | undefined): string =>
  value === undefined || value === ''
    ? '–'
    : typeof value === 'number'
      ? value.toLocaleString('en-US')
      : value;
