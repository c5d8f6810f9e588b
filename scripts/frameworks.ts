/**
 * The table of frameworks, measured: each row's program of `examples/frameworks/` is started as its user would, and
 * asked. Fails where a cell is broken.
 *
 *   npm run frameworks                 every row
 *   npm run frameworks -- express hono these rows
 *   npm run frameworks -- --quick      those that npm test runs
 *   npm run frameworks -- --list       names and titles
 *   npm run frameworks -- --write      keeps what was measured in examples/frameworks/TABLE.md
 *
 * A row's packages are installed into its folder in exactly the versions that its package.json names, where they are
 * not there yet; that needs a registry. Nothing else leaves this machine.
 */
import { measureRow } from './frameworks/measure.ts';
import { readRows } from './frameworks/row.ts';
import { brokenCells, keepLines, reasonsOf, tableHead, tableLine } from './frameworks/table.ts';

const given = process.argv.slice(2);
const names = given.filter((it) => !it.startsWith('--'));
const rows = readRows(names).filter(({ quick }) => quick === true || !given.includes('--quick'));
if (given.includes('--list')) for (const { name, title } of rows) console.log(`${name}\t${title}`);
else await measureAll();

async function measureAll(): Promise<void> {
  const reasons: string[] = [];
  const lines: string[] = [];
  let broken = 0;
  console.log(tableHead());
  for (const row of rows) {
    const verdicts = await measureRow(row);
    lines.push(tableLine(row, verdicts));
    console.log(lines.at(-1));
    reasons.push(...reasonsOf(row, verdicts));
    broken += brokenCells(verdicts);
  }
  if (given.includes('--write')) keepLines(lines);
  if (reasons.length > 0) console.log(`\n${reasons.join('\n')}`);
  console.log(`\n${rows.length} rows, ${broken} broken cells`);
  process.exitCode = broken > 0 || rows.length === 0 ? 1 : 0;
}
