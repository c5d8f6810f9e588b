/**
 * Labels are comments in the line below a call: `^` stands under its first character, `~` under its
 * method's name where that is another place, and then follow kind, rule and confidence. A `~` alone belongs
 * to the label before it. Where a comment's own slashes are in the way, columns are numbers: `// 1:14 llm …`.
 */
export interface Label {
  readonly line: number;
  readonly column: number;
  methodLine: number;
  methodColumn: number;
  /** `llm openai proven` */
  readonly what: string;
}

const DRAWN = /^\/\/ *[\^~]/;
const COUNTED = /^\/\/ (\d+)(?::(\d+))? (\w+ [\w-]+ (?:proven|shaped))$/;

export function labelsOf(text: string): Label[] {
  const labels: Label[] = [];
  let line = 0;
  for (const [index, spelled] of text.split('\n').entries()) {
    const counted = COUNTED.exec(spelled);
    if (counted === null && !DRAWN.test(spelled)) {
      line = index + 1;
      continue;
    }
    const [, first, second, what = ''] = counted ?? ['', ...drawn(spelled)];
    const last = labels.at(-1);
    const methodColumn = Number(second ?? first);
    if (first !== undefined)
      labels.push({ line, column: Number(first), methodLine: line, methodColumn, what });
    else if (last !== undefined) Object.assign(last, { methodLine: line, methodColumn });
  }
  return labels;
}

function drawn(spelled: string): [first: number | undefined, second: number | undefined, what: string] {
  const column = (mark: string) => spelled.indexOf(mark) + 1 || undefined;
  return [column('^'), column('~'), /[^^~/ ].*$/.exec(spelled)?.[0] ?? ''];
}
