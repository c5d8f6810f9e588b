/** ANSI colours (ECMA-48 SGR) of the tree. */
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 };

export type Style = keyof typeof CODES;

export const paint = (text: string, style: Style, colour: boolean): string =>
  colour && text !== '' ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;

/** What tells services apart, in the order of their appearance. */
export const PALETTE: readonly Style[] = ['cyan', 'magenta', 'yellow', 'green', 'blue'];
