/**
 * A trace as a tree for a terminal:
 *
 *   trace 4bf92f3577b34da6a3ce929d0e0e4736  1.84 s  4 spans  session s-42
 *
 *   gateway  POST /ask              ████████████████████████████████   1.84 s  200
 *   gateway  └─ POST                 ██████████████████████████████    1.71 s  200 llm:3000
 *   llm         └─ POST /complete     ████████████████████████████     1.65 s  200
 *   llm            └─ chat gpt-4o        █████████████████████████     1.42 s  gpt-4o 512 → 88 tokens
 */
import { PALETTE, paint, type Style } from './paint.ts';
import type { TreeSpan } from './tree-span.ts';

export interface TreeOptions {
  /** ANSI colours. Default false. */
  readonly colour?: boolean | undefined;
  /** Columns of the terminal. Default 120. */
  readonly width?: number | undefined;
}

/** A span's line, with what joins it to the lines above. */
interface Row {
  readonly span: TreeSpan;
  readonly branch: string;
}

/** What all lines of one trace share: its time, and the columns. */
interface Frame {
  readonly start: number;
  readonly length: number;
  readonly service: number;
  readonly label: number;
  readonly bar: number;
  readonly styles: ReadonlyMap<string, Style>;
  readonly colour: boolean;
}

const STATUS_ERROR = 2;
/** Columns that duration and details need at least. */
const TAIL = 36;

/**
 * Each trace among `spans` as a block of lines, in the order of their first spans; '' for none.
 *
 * @example
 * console.error(renderTrace(recorder.spans));
 */
export function renderTrace(spans: readonly TreeSpan[], options: TreeOptions = {}): string {
  const { colour = false, width = 120 } = options;
  const shown = spans.map((span) => ({
    ...span,
    name: withoutControls(span.name),
    service: withoutControls(span.service),
  }));
  return [...groupBy(shown, ({ traceId }) => traceId).values()]
    .map((trace) => renderOne(trace, colour, width))
    .join('\n\n');
}

function renderOne(spans: readonly TreeSpan[], colour: boolean, width: number): string {
  const rows = treeRows(spans);
  const frame = frameOf(spans, rows, colour, width);
  return [traceHeading(spans, frame), '', ...rows.map((row) => spanLine(row, frame))].join('\n');
}

function frameOf(spans: readonly TreeSpan[], rows: readonly Row[], colour: boolean, width: number): Frame {
  const start = spans.reduce((least, { startMs }) => Math.min(least, startMs), Number.POSITIVE_INFINITY);
  const end = spans.reduce((most, { startMs, durationMs }) => Math.max(most, startMs + durationMs), 0);
  const service = Math.min(longestLength(spans.map((span) => span.service)), 20);
  const label = Math.min(longestLength(rows.map(labelOf)), Math.max(width - service - TAIL - 24, 24));
  const bar = Math.max(Math.min(width - service - label - TAIL, 40), 10);
  return { start, length: end - start, service, label, bar, styles: stylesOf(rows), colour };
}

function stylesOf(rows: readonly Row[]): Map<string, Style> {
  const services = [...new Set(rows.map(({ span }) => span.service))];
  return new Map(services.map((service, index) => [service, PALETTE[index % PALETTE.length] as Style]));
}

function traceHeading(spans: readonly TreeSpan[], { length, colour }: Frame): string {
  const errors = spans.filter(isFailed).length;
  const session = firstAttribute(spans, 'session.id');
  const user = firstAttribute(spans, 'user.id');
  return [
    paint(`trace ${spans[0]?.traceId}`, 'bold', colour),
    durationText(length),
    countText(spans.length, 'span'),
    errors > 0 && paint(countText(errors, 'error'), 'red', colour),
    session && `session ${session}`,
    user && `user ${user}`,
  ]
    .filter(Boolean)
    .join('  ');
}

/** Depth first, siblings by start. A span whose parent is not among `spans` stands at the top. */
function treeRows(spans: readonly TreeSpan[]): Row[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const byStart = [...spans].sort((a, b) => a.startMs - b.startMs);
  const children = groupBy(byStart, ({ parentSpanId }) => (ids.has(parentSpanId) ? parentSpanId : ''));
  const rows: Row[] = [];
  const below = (parent: string, indent: string): void => {
    const siblings = children.get(parent) ?? [];
    children.delete(parent); // a circle of parents ends here
    siblings.forEach((span, index) => {
      const last = index === siblings.length - 1;
      rows.push({ span, branch: parent && indent + (last ? '└─ ' : '├─ ') });
      below(span.spanId, parent && indent + (last ? '   ' : '│  '));
    });
  };
  below('', '');
  for (const parent of [...children.keys()]) below(parent, '');
  return rows;
}

function spanLine(row: Row, frame: Frame): string {
  const { span, branch } = row;
  const { colour } = frame;
  const style = frame.styles.get(span.service) ?? 'bold';
  const label = fitWidth(labelOf(row), frame.label);
  return [
    paint(fitWidth(span.service, frame.service), style, colour),
    paint(branch, 'dim', colour) + paint(label.slice(branch.length), isFailed(span) ? 'red' : 'bold', colour),
    paint(barOf(span, frame), isFailed(span) ? 'red' : style, colour),
    durationText(span.durationMs).padStart(8),
    detailsOf(span, colour),
  ]
    .join('  ')
    .trimEnd();
}

const labelOf = ({ span, branch }: Row): string => branch + span.name;

function barOf({ startMs, durationMs }: TreeSpan, { start, length, bar }: Frame): string {
  const at = (moment: number): number => (length > 0 ? Math.round((moment / length) * bar) : 0);
  const from = Math.min(at(startMs - start), bar - 1);
  const to = Math.max(at(startMs + durationMs - start), from + 1);
  return `${' '.repeat(from)}${'█'.repeat(to - from)}`.padEnd(bar);
}

function detailsOf(span: TreeSpan, colour: boolean): string {
  const { attributes, status } = span;
  const facts = [
    attributes['http.response.status_code'],
    span.kind === 3 && attributes['gen_ai.operation.name'] === undefined && serverOf(attributes),
    attributes['gen_ai.response.model'] ?? attributes['gen_ai.request.model'],
    tokensOf(attributes),
  ];
  if (isFailed(span)) {
    const told = [attributes['error.type'], status.message].filter(Boolean).join(': ');
    facts.push(`✗ ${fitWidth(told, Math.min(told.length, 80))}`);
  }
  const details = withoutControls(facts.filter((fact) => fact !== undefined && fact !== false).join(' '));
  return isFailed(span) ? paint(details, 'red', colour) : details;
}

function serverOf(attributes: TreeSpan['attributes']): string | undefined {
  const host = attributes['server.address'];
  const port = attributes['server.port'];
  return host === undefined ? undefined : `${host}${port === undefined ? '' : `:${port}`}`;
}

function tokensOf(attributes: TreeSpan['attributes']): string | undefined {
  const input = attributes['gen_ai.usage.input_tokens'];
  const output = attributes['gen_ai.usage.output_tokens'];
  return input === undefined && output === undefined
    ? undefined
    : `${input ?? '?'} → ${output ?? '?'} tokens`;
}

/** Names and messages come from anywhere: a control character would move the cursor, or worse. */
const withoutControls = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ');

const isFailed = ({ status }: TreeSpan): boolean => status.code === STATUS_ERROR;

const durationText = (ms: number): string =>
  ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(ms >= 100 ? 0 : ms >= 10 ? 1 : 2)} ms`;

const countText = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const longestLength = (texts: readonly string[]): number =>
  texts.reduce((most, { length }) => Math.max(most, length), 0);

const fitWidth = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);

const firstAttribute = (spans: readonly TreeSpan[], key: string): unknown =>
  spans.find(({ attributes }) => attributes[key] !== undefined)?.attributes[key];

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
