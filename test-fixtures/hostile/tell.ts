/** `node --conditions=onetrace-source tell.ts [FOLDER] [TARGET …]`: what differs, for a person. */
import { join } from 'node:path';
import { runMatrix } from './matrix.ts';
import { createProject, HERE } from './project.ts';
import type { Seen } from './run.ts';

const [folder = join(HERE, 'cases'), ...targets] = process.argv.slice(2);
const project = await createProject(folder);
const { outcomes, deliveries } = await runMatrix(project, targets);
project.remove();
const told = ({ out, errors, end }: Seen): string =>
  `${end} ${JSON.stringify(out)} ${JSON.stringify(errors)}`;
let differing = 0;
for (const [program, { differences }] of outcomes) {
  if (differences.length === 0) continue;
  differing++;
  console.log(`${program}: ${differences.map(({ where }) => where).join(' | ')}`);
  for (const { untouched, rewritten } of differences.slice(0, process.env.ALL ? 99 : 1)) {
    console.log(
      `    untouched ${told(untouched).slice(0, 500)}\n    rewritten ${told(rewritten).slice(0, 500)}`,
    );
  }
}
console.log(`${differing} of ${outcomes.size} differ; ${deliveries} deliveries of spans`);
