/** What is different by design, each with the reason why no form avoids it; docs/notice.md. */
export interface NamedDifference {
  readonly program: string;
  /** Of the names of targets and modes; default: everywhere. */
  readonly where?: RegExp;
  readonly reason: string;
}

/** More than these, and the README is not complete. */
export const MOST = 12;

export const DIFFERENCES: readonly NamedDifference[] = [
  {
    program: 'llm-odd-promised.mjs',
    where: /recording/,
    reason: 'a result whose own traps throw is told on the console, once: nothing is silent',
  },
  {
    program: 'asi-field.ts',
    where: /typescript 2015/,
    reason:
      'TypeScript defines the fields of a class that has a decorator; where `@traced` was its only one it has none',
  },
  {
    program: 'dec-yield.ts',
    where: /babel old/,
    reason:
      'Babel gives an anonymous class with a decorator a name (`_Class`); without its only one it is nameless again',
  },
];
