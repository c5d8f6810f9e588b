/**
 * The docs site: `npm run docs` writes the generated pages, installs the generator where it is missing, builds
 * `docs/.vitepress/dist`, and makes its pages readable from the folder, too.
 *
 *   --check   only say which generated page or API report is not what the sources make of it
 *   --serve   and serve it at http://localhost:4173
 */
import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reportApi } from './docs/api-report.ts';
import { openFromFolder } from './docs/from-folder.ts';
import { writePages } from './docs/pages.ts';
import { undocumented } from './docs/reference.ts';
import { ROOT } from './packages.ts';

export const DOCS: string = join(ROOT, 'docs');
export const SITE: string = join(DOCS, '.vitepress/dist');

function run(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: DOCS, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ends with ${code}`))));
  });
}

const vitepress = (...args: readonly string[]): Promise<void> =>
  run(process.execPath, [join(DOCS, 'node_modules/vitepress/bin/vitepress.js'), ...args]);

/** What the docs need is not among the repository's own dependencies. */
export async function installDocs(): Promise<void> {
  if (existsSync(join(DOCS, 'node_modules/vitepress'))) return;
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

export async function buildSite(): Promise<void> {
  await installDocs();
  await vitepress('build');
  openFromFolder(SITE);
}

async function check(): Promise<string[]> {
  await installDocs();
  const stale = writePages(true).map((it) => `${it} is not what its sources make of it; run: npm run docs`);
  const changed = (await reportApi(true)).map(
    (it) => `${it}: the public API has changed. Meant? Run: npm run docs, and commit it`,
  );
  return [...stale, ...changed, ...undocumented()];
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--check')) {
    const complaints = await check();
    for (const complaint of complaints) console.error(complaint);
    process.exitCode = complaints.length === 0 ? 0 : 1;
    return;
  }
  await installDocs();
  for (const file of [...writePages(false), ...(await reportApi(false))]) console.log(`written: ${file}`);
  await buildSite();
  if (args.includes('--serve')) await vitepress('preview');
}

if (import.meta.main) await main(process.argv.slice(2));
