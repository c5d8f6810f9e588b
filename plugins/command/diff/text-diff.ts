/** The difference of two texts, by lines: as a patch that `git apply` takes, or side by side. */
import { styleText } from 'node:util';

export interface TextChange {
  readonly file: string;
  /** undefined for a file that is new. */
  readonly before: string | undefined;
  readonly after: string;
}

type Line = readonly [sign: ' ' | '-' | '+', text: string];

const CONTEXT = 2;

export function patchOf({ file, before, after }: TextChange): string {
  const name = file.replaceAll('\\', '/');
  const head = [before === undefined ? '--- /dev/null' : `--- a/${name}`, `+++ b/${name}`];
  const lines = diffLines(linesOf(before ?? ''), linesOf(after));
  const body = hunksOf(lines).flatMap(({ header, lines: shown }) => [
    paint('cyan', header),
    ...shown.map(([sign, text]) => paintLine(sign, `${sign}${text}`)),
  ]);
  return `${[...head.map((it) => paint('bold', it)), ...body].join('\n')}\n`;
}

/** A final line break makes no line of its own; without one, git's own mark follows the last line. */
function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else lines[lines.length - 1] += '\n\\ No newline at end of file';
  return lines;
}

/** The longest common subsequence of what is between equal beginnings and ends. */
function diffLines(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const rest = Math.min(before.length, after.length) - start;
  while (end < rest && before.at(-1 - end) === after.at(-1 - end)) end++;
  const middle = diffMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end));
  const same = (lines: readonly string[]): Line[] => lines.map((text) => [' ', text]);
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))];
}

/** Above it, a table of all pairs takes too long; then everything is removed and added. */
const MAX_PAIRS = 4_000_000;

function diffMiddle(before: readonly string[], after: readonly string[]): Line[] {
  // The transformer moves no line, so texts of one length differ line by line.
  if (before.length === after.length) return pairedLines(before, after);
  if (before.length * after.length > MAX_PAIRS) {
    return [...before.map((it): Line => ['-', it]), ...after.map((it): Line => ['+', it])];
  }
  const lengths = commonLengths(before, after);
  const lines: Line[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    const removes =
      i < before.length && (j >= after.length || at(lengths, i + 1, j) >= at(lengths, i, j + 1));
    if (i < before.length && before[i] === after[j]) {
      lines.push([' ', before[i++] as string]);
      j++;
    } else if (removes) lines.push(['-', before[i++] as string]);
    else lines.push(['+', after[j++] as string]);
  }
  return lines;
}

const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;

function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = table[i] as number[];
      row[j] =
        before[i] === after[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function pairedLines(before: readonly string[], after: readonly string[]): Line[] {
  const lines: Line[] = [];
  const added: Line[] = [];
  for (const [index, text] of before.entries()) {
    const other = after[index] as string;
    if (text === other) lines.push(...added.splice(0), [' ', text]);
    else {
      lines.push(['-', text]);
      added.push(['+', other]);
    }
  }
  return [...lines, ...added];
}

interface Hunk {
  readonly header: string;
  readonly lines: readonly Line[];
}

function hunksOf(lines: readonly Line[]): Hunk[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(([sign]) => sign !== ' '),
  );
  const hunks: Hunk[] = [];
  let [before, after] = [1, 1];
  for (let index = 0; index < lines.length; ) {
    let end = index;
    while (end < lines.length && near[end]) end++;
    const shown = lines.slice(index, Math.max(end, index + 1));
    const [removed, added] = [countWithout(shown, '+'), countWithout(shown, '-')];
    if (end > index) {
      const header = `@@ -${rangeText(before, removed)} +${rangeText(after, added)} @@`;
      hunks.push({ header, lines: shown });
    }
    before += removed;
    after += added;
    index += shown.length;
  }
  return hunks;
}

const countWithout = (lines: readonly Line[], sign: Line[0]): number =>
  lines.filter(([it]) => it !== sign).length;

/** A range of no lines names the line before it. */
const rangeText = (start: number, count: number): string => `${count === 0 ? start - 1 : start},${count}`;

/** The two texts in two columns, with the lines that differ and their neighbours. */
export function sideBySide({ file, before = '', after }: TextChange): string {
  const width = Math.max(40, Math.floor(((process.stdout.columns ?? 160) - 3) / 2));
  const [left, right] = [before.split('\n'), after.split('\n')];
  const rows = left.flatMap((text, index) => {
    const other = right[index] ?? '';
    if (text === other) return [];
    return rowsOf(`${index + 1}  ${text}`, other, width);
  });
  return `${paint('bold', file)}\n${rows.map((row) => `${row}\n`).join('')}`;
}

function rowsOf(left: string, right: string, width: number): string[] {
  const [a, b] = [wrapText(left, width), wrapText(right, width)];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => {
    const one = paint('red', (a[index] ?? '').padEnd(width));
    return `${one} │ ${paint('green', b[index] ?? '')}`.trimEnd();
  });
}

const wrapText = (text: string, width: number): string[] =>
  text.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [''];

const paint = (style: 'bold' | 'cyan' | 'green' | 'red', text: string): string =>
  styleText(style, text, { stream: process.stdout });

const paintLine = (sign: Line[0], text: string): string =>
  sign === ' ' ? text : paint(sign === '+' ? 'green' : 'red', text);
