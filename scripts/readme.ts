/**
 * Writes into README.md what would otherwise drift from the code, between `<!-- name -->` and
 * `<!-- /name -->`. `--check` only says whether it is all as it should be.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { transform } from '@onetrace/transformer';
import { ROOT } from './packages.ts';
import { peersTable } from './peers.ts';

const SAMPLE = `${ROOT}test-fixtures/rewritten/readme/input.ts`;

export function filled(readme: string, blocks: Readonly<Record<string, string>>): string {
  return Object.entries(blocks).reduce((text, [name, block]) => {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`README.md has no place for ${name}`);
    return text.replace(place, (_, begin: string, end: string) => `${begin}${block}\n${end}`);
  }, readme);
}

const fenced = (code: string): string => `\`\`\`ts\n${code.trimEnd()}\n\`\`\``;

function blocks(): Record<string, string> {
  const before = readFileSync(SAMPLE, 'utf8');
  const { code } = transform(before, 'src/ask.ts');
  return { 'rewrite-before': fenced(before), 'rewrite-after': fenced(code), peers: peersTable() };
}

if (import.meta.main) {
  const file = `${ROOT}README.md`;
  const readme = readFileSync(file, 'utf8');
  const wanted = filled(readme, blocks());
  if (!process.argv.includes('--check')) writeFileSync(file, wanted);
  else if (wanted !== readme) {
    console.error('README.md is not what the code does; run `npm run readme`');
    process.exitCode = 1;
  }
}
