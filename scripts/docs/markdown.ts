/** Pieces of Markdown that VitePress and GitHub read alike. */
export const GENERATED = '<!-- Written by `npm run docs`; edit what it is made from. -->';

/** `|` ends a cell, `<` begins a tag, `{{` an expression of Vue. */
export const cellText = (text: string): string =>
  text
    .replaceAll('|', '\\|')
    .replace(/<(?=[a-z/])/gi, '&lt;')
    .replace(/\s*\n\s*/g, ' ');

export const codeCell = (code: string): string =>
  code === '' ? '' : `\`${code.replaceAll('|', '\\|').replaceAll('`', "'")}\``;

export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const fenced = (language: string, code: string): string =>
  `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;

export const pageOf = (title: string, ...parts: readonly string[]): string =>
  `${[`# ${title}`, GENERATED, ...parts].join('\n\n')}\n`;
