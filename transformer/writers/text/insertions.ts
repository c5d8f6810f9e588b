/**
 * Insertions and replacements at offsets of one text. At equal offsets, closing text comes before opening text;
 * of closing texts the inner one first, of opening texts the outer one.
 */
import type MagicString from 'magic-string';

interface Insertion {
  readonly at: number;
  readonly text: string;
  readonly opens: boolean;
  /** Length of the range that the insertion belongs to. */
  readonly size: number;
  /** At equal ranges, the earlier insertion is the outer one. */
  readonly turn: number;
}

export class Insertions {
  readonly #insertions: Insertion[] = [];
  readonly #replacements: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  open(at: number, text: string, size: number): void {
    this.#insertions.push({ at, text, opens: true, size, turn: this.#insertions.length });
  }

  close(at: number, text: string, size: number): void {
    this.#insertions.push({ at, text, opens: false, size, turn: this.#insertions.length });
  }

  around(range: { readonly start: number; readonly end: number }, before: string, after: string): void {
    const size = range.end - range.start;
    this.open(range.start, before, size);
    this.close(range.end, after, size);
  }

  replace(start: number, end: number, text: string): void {
    this.#replacements.push({ start, end, text });
  }

  applyTo(output: MagicString): void {
    for (const { start, end, text } of this.#replacements) {
      if (text === '') output.remove(start, end);
      else output.update(start, end, text);
    }
    let last = -1;
    for (const { at, text, opens } of this.#insertions.sort(compareInsertions)) {
      // `return(x)` and `yield/x/` have no space to separate the keyword from the inserted name.
      const space = at !== last && opens && isNamePart(output.original[at - 1]) ? ' ' : '';
      if (opens) output.appendRight(at, space + text);
      else output.appendLeft(at, text);
      last = at;
    }
  }
}

const isNamePart = (char: string | undefined): boolean =>
  char !== undefined && /[\w$\u0080-\uffff]/.test(char);

function compareInsertions(a: Insertion, b: Insertion): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.opens !== b.opens) return a.opens ? 1 : -1;
  const outwards = a.size - b.size || b.turn - a.turn;
  return a.opens ? -outwards : outwards;
}
