/** A trace as a tree in text: one line a span, repetition folded, what is slow and what failed kept longest. */
import type { Skeleton } from '../store/queries/trace.ts';
import { selfTimes } from '../tree/critical-path.ts';
import { buildTree, type SpanTree } from '../tree/span-tree.ts';

/** Siblings alike beyond so many are one line. */
const FOLD = 5;

/** Lines until `budget` characters; the last says how many spans are not shown. */
export function outlineTrace(skeleton: Skeleton, budget: number): string {
  const tree = buildTree(skeleton);
  const own = selfTimes(tree);
  const { trace } = skeleton;
  const heading = [
    `trace ${trace.traceId}`,
    `${ms(trace.duration)}`,
    `${trace.spans} spans`,
    trace.errors > 0 && `${trace.errors} errors`,
    trace.session !== null && `session ${trace.session}`,
    trace.user !== null && `user ${trace.user}`,
    trace.input !== null && `${trace.input} → ${trace.output ?? 0} tokens`,
    trace.cost !== null && `$${trace.cost.toFixed(6)}`,
  ];
  const lines = [heading.filter(Boolean).join('  '), '[span id] service  name  duration (self)  details'];
  let length = lines.join('\n').length;
  let shown = 0;
  for (const line of linesOf(skeleton, tree, own)) {
    length += line.text.length + 1;
    if (length > budget) break;
    lines.push(line.text);
    shown += line.spans;
  }
  if (shown < trace.spans)
    lines.push(`… ${trace.spans - shown} spans more: ask for one by get_span, or raise budget`);
  return lines.join('\n');
}

interface Line {
  readonly text: string;
  readonly spans: number;
}

function* linesOf(skeleton: Skeleton, tree: SpanTree, own: Float64Array): Generator<Line> {
  const folded = new Set<number>();
  for (let row = 0; row < tree.span.length; ) {
    if (folded.has(row)) {
      row = tree.end[row] as number;
      continue;
    }
    const alike = alikeAfter(skeleton, tree, row);
    if (alike.length > FOLD) {
      for (const each of alike) folded.add(each);
      yield { text: foldedLine(skeleton, tree, row, alike), spans: alike.length };
      continue;
    }
    yield { text: lineOf(skeleton, tree, own, row), spans: 1 };
    row++;
  }
}

/** `row` and the leaves after it of the same parent, service and name. */
function alikeAfter(skeleton: Skeleton, tree: SpanTree, row: number): number[] {
  const same = (other: number): boolean =>
    tree.end[other] === other + 1 &&
    tree.parent[other] === tree.parent[row] &&
    tree.span[other] !== -1 &&
    tree.span[row] !== -1 &&
    skeleton.name[tree.span[other] as number] === skeleton.name[tree.span[row] as number] &&
    skeleton.service[tree.span[other] as number] === skeleton.service[tree.span[row] as number];
  const found: number[] = [];
  for (let at = row; at < tree.span.length && same(at); at++) found.push(at);
  return found;
}

function foldedLine(skeleton: Skeleton, tree: SpanTree, row: number, alike: readonly number[]): string {
  const durations = alike.map((each) => tree.duration[each] as number).sort((a, b) => a - b);
  const at = (share: number): string => ms(durations[Math.floor(share * (durations.length - 1))] ?? 0);
  const failed = alike.filter((each) => skeleton.status[tree.span[each] as number] === 2).length;
  const index = tree.span[row] as number;
  return `${indent(tree, row)}[${skeleton.spanId[index]}…] ${wordAt(skeleton, skeleton.service, index)}  ${wordAt(skeleton, skeleton.name, index)}  ×${alike.length}  p50 ${at(0.5)}  p95 ${at(0.95)}${failed > 0 ? `  ${failed} errors` : ''}`;
}

function lineOf(skeleton: Skeleton, tree: SpanTree, own: Float64Array, row: number): string {
  const index = tree.span[row] as number;
  if (index < 0) return `${indent(tree, row)}(a span that has not come: ${tree.ghosts.get(row)})`;
  const details = [
    skeleton.status[index] === 2 && 'ERROR',
    skeleton.unfinished[index] === 1 && 'still running',
    wordAt(skeleton, skeleton.model, index),
    skeleton.input[index] !== null && `${skeleton.input[index]} → ${skeleton.output[index] ?? 0} tokens`,
    wordAt(skeleton, skeleton.site, index),
  ];
  const times = `${ms(tree.duration[row] as number)} (${ms(own[row] as number)})`;
  return `${indent(tree, row)}[${skeleton.spanId[index]}] ${wordAt(skeleton, skeleton.service, index)}  ${wordAt(skeleton, skeleton.name, index)}  ${times}  ${details.filter(Boolean).join('  ')}`.trimEnd();
}

const indent = (tree: SpanTree, row: number): string => '  '.repeat(Math.min(tree.depth[row] as number, 20));

const wordAt = ({ words }: Skeleton, list: readonly number[], index: number): string =>
  words[list[index] ?? -1] ?? '';

/** Of microseconds. */
const ms = (micros: number): string =>
  micros >= 1e6 ? `${(micros / 1e6).toFixed(2)} s` : `${(micros / 1000).toFixed(2)} ms`;
