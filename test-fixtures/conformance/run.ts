/**
 * Every edit, applied by all writers, over the whole corpus: `node conformance/run.ts [every]`.
 * Prints one line per package, rules and stress, and fails where an output differs.
 */
import { byBabel7, byBabel8 } from './babel.ts';
import { inputOf, type Printer } from './compare.ts';
import { corpus } from './corpus.ts';
import { byTypeScript } from './typescript.ts';

const printers: Record<string, Printer> = {
  typescript: byTypeScript,
  'babel 8': byBabel8,
  'babel 7': byBabel7,
};

interface Tally {
  files: number;
  rewritten: number;
  edits: number;
  unequal: string[];
  refused: number;
}

const tallies = new Map<string, Tally>();
for (const { package: name, file, text } of corpus(Number(process.argv[2] ?? 1))) {
  for (const mode of ['rules', 'stress']) {
    for (const [printer, print] of Object.entries(printers)) {
      const key = `${name} ${mode} ${printer}`;
      const tally = tallies.get(key) ?? { files: 0, rewritten: 0, edits: 0, unequal: [], refused: 0 };
      tallies.set(key, tally);
      tally.files++;
      const input = inputOf(file, text, mode === 'stress');
      if (input === undefined) continue;
      tally.rewritten++;
      tally.edits += input.order.edits.length;
      const { tree, text: expected, refused } = print(input);
      tally.refused += refused;
      if (tree !== expected) tally.unequal.push(`${name}/${file}`);
    }
  }
}

let failures = 0;
for (const [key, { files, rewritten, edits, unequal, refused }] of tallies) {
  failures += unequal.length + refused;
  console.log(
    `${key}: ${files} files, ${rewritten} rewritten, ${edits} edits, ${refused} refused, ${unequal.length} unequal`,
  );
  for (const file of unequal) console.log(`  differs: ${file}`);
}
if (tallies.size === 0 || failures > 0) process.exitCode = 1;
