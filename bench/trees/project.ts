/** An application of 300 files, as applications are: one file in ten has something to trace. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const FILES = 300;
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Writes it into `folder`, which is emptied first. */
export function writeProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (let at = 0; at < FILES; at++) write(`src/part${at % 10}/module${at}.ts`, source(at));
  write('package.json', '{"type":"module"}');
  write('tsconfig.json', config('dist'));
  write('tsconfig.onetrace.json', config('dist-onetrace', { transform: './plugins/ts-patch.mjs' }));
  symlinkSync(modules, join(folder, 'node_modules'));
}

const config = (outDir: string, plugin?: object): string =>
  JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'nodenext',
      rootDir: 'src',
      outDir,
      strict: true,
      sourceMap: true,
      skipLibCheck: true,
      types: ['node'],
      ...(plugin && { plugins: [plugin] }),
    },
    include: ['src'],
  });

const source = (at: number): string => `${head(at)}
export interface Item${at} {
  readonly id: string;
  readonly price: number;
  readonly tags: readonly string[];
  readonly parent?: Item${at} | undefined;
}

export type Result${at} = { readonly ok: true; readonly item: Item${at} } | { readonly ok: false; readonly error: Error };

/** Keeps items, and sums them up. */
export class Store${at} {
  readonly #items = new Map<string, Item${at}>();
  #total = 0;

  constructor(private readonly limit: number = ${at + 10}) {}

  get total(): number {
    return this.#total;
  }

  add(item: Item${at}): Result${at} {
    if (this.#items.size >= this.limit) return { ok: false, error: new RangeError(\`more than \${this.limit}\`) };
    this.#items.set(item.id, item);
    this.#total += item.price;
    return { ok: true, item };
  }

  *byTag(tag: string): Generator<Item${at}> {
    for (const item of this.#items.values()) if (item.tags.includes(tag)) yield item;
  }

  async load(ids: readonly string[], read: (id: string) => Promise<Item${at} | undefined>): Promise<Item${at}[]> {
    const found: Item${at}[] = [];
    for (const id of ids) {
      try {
        const item = await read(id);
        if (item !== undefined && this.add(item).ok) found.push(item);
      } catch (error) {
        console.error('cannot read', id, error);
      }
    }
    return found.sort((a, b) => a.price - b.price || a.id.localeCompare(b.id));
  }
}

export const depthOf = (item: Item${at}, depth = 0): number =>
  item.parent === undefined ? depth : depthOf(item.parent, depth + 1);

export function grouped<K extends keyof Item${at}>(items: readonly Item${at}[], key: K): Map<Item${at}[K], Item${at}[]> {
  const groups = new Map<Item${at}[K], Item${at}[]>();
  for (const item of items) groups.set(item[key], [...(groups.get(item[key]) ?? []), item]);
  return groups;
}
${at % 10 === 0 ? sites(at) : ''}`;

const head = (at: number): string =>
  [
    at % 10 === 0 ? "import OpenAI from 'openai';" : '',
    at > 0
      ? `import { depthOf as depthBefore, type Item${at - 1} } from '../part${(at - 1) % 10}/module${at - 1}.js';`
      : '',
    at > 0 ? `export const before = (item: Item${at - 1}): number => depthBefore(item);` : '',
  ].join('\n');

const sites = (at: number): string => `
const client = new OpenAI();

export async function describe(item: Item${at}): Promise<string> {
  'use trace';
  const known = await fetch(\`https://catalogue.test/items/\${item.id}\`);
  if (known.ok) return await known.text();
  const reply = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: \`Describe \${item.tags.join()}\` }],
  });
  return reply.choices[0]?.message.content ?? '';
}

export async function POST(request: Request): Promise<Response> {
  const item = (await request.json()) as Item${at};
  return Response.json({ text: await describe(item) });
}
`;
