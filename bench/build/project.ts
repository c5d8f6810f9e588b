/** A project of N modules, two of a hundred with sites, and how it is spelt. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { here } from '../lib/bundle.ts';

const BRANCH = 100;

/** The folder of the project, written once. */
export function projectOf(files: number): string {
  const folder = here(`.out/project-${files}`);
  if (existsSync(`${folder}/main.ts`)) return folder;
  const branches = Math.ceil(files / BRANCH);
  for (let branch = 0; branch < branches; branch++) {
    mkdirSync(`${folder}/b${branch}`, { recursive: true });
    const leaves = Array.from({ length: Math.min(BRANCH, files - branch * BRANCH) }, (_none, it) => it);
    for (const leaf of leaves) writeFileSync(`${folder}/b${branch}/m${leaf}.ts`, moduleText(branch, leaf));
    const imports = leaves.map((it) => `import * as m${it} from './m${it}.ts';`).join('\n');
    const all = leaves.map((it) => `m${it}`).join(', ');
    writeFileSync(
      `${folder}/b${branch}/index.ts`,
      `${imports}\nexport const all${branch}: readonly object[] = [${all}];\n`,
    );
  }
  const names = Array.from({ length: branches }, (_none, it) => it);
  const imports = names.map((it) => `import { all${it} } from './b${it}/index.ts';`).join('\n');
  writeFileSync(
    `${folder}/main.ts`,
    `${imports}\nconsole.log([${names.map((it) => `all${it}`).join(', ')}]);\n`,
  );
  return folder;
}

export const moduleText = (branch: number, leaf: number): string =>
  plainModule(leaf) + (leaf % 50 === 7 ? sites(branch) : '');

/** About 2 KB of what application code is made of. */
const plainModule = (seed: number): string =>
  `import type { Stats } from 'node:fs';

export interface Item { readonly id: string; readonly amount: number; readonly tags?: readonly string[]; }
export type Size = Pick<Stats, 'size'>;
${Array.from({ length: 6 }, (_none, it) => functionText(seed * 10 + it)).join('\n')}
export class Basket {
  readonly #items: Item[] = [];
  add(item: Item): this { this.#items.push(item); return this; }
  get size(): number { return this.#items.length; }
  *[Symbol.iterator](): Generator<Item> { for (const item of this.#items) yield item; }
}
export function total(items: readonly Item[]): number {
  return items.reduce((sum, { amount }) => sum + amount, ${seed});
}
`;

const functionText = (n: number): string =>
  `/** Sorts what is over ${n}, the dearest first. */
export function over${n}(items: readonly Item[], limit: number = ${n}): Item[] {
  const kept = items.filter((item) => item.amount > limit && (item.tags?.includes('t${n}') ?? true));
  if (kept.length === 0) throw new RangeError(\`nothing over \${limit}\`);
  return kept.sort((a, b) => b.amount - a.amount || a.id.localeCompare(b.id));
}`;

const sites = (seed: number): string => `
import OpenAI from 'openai';
const client = new OpenAI();
export async function summarize(text: string): Promise<string | null | undefined> {
  const response = await fetch(\`https://documents.internal/\${text}?v=${seed}\`);
  const answer = await client.chat.completions.create({
    model: 'gpt-5',
    messages: [{ role: 'user', content: await response.text() }],
  });
  return answer.choices[0]?.message.content;
}
`;
