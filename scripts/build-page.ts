/** Builds the viewer's page: hashed files, each with its compressed twin, and the HTML that names them. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { ROOT } from './packages.ts';

export interface BuiltPage {
  /** Bytes of script and style, compressed. */
  readonly gzip: number;
}

/** Writes `viewer/dist/web`. */
export async function buildPage(): Promise<BuiltPage> {
  const folder = `${ROOT}viewer/dist/web/`;
  const built = await build({
    absWorkingDir: `${ROOT}viewer/page`,
    entryPoints: { app: 'main.tsx', style: 'style/style.css' },
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    format: 'esm',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    loader: { '.css': 'css' },
  });
  mkdirSync(folder, { recursive: true });
  const written = new Set<string>();
  let gzip = 0;
  const names: Record<string, string> = {};
  for (const { path, contents } of built.outputFiles) {
    const [, stem = '', kind = ''] = /(\w+)\.(js|css)$/.exec(path) ?? [];
    const name = `${stem}-${createHash('sha256').update(contents).digest('hex').slice(0, 10)}.${kind}`;
    names[kind] = name;
    gzip += writeTwin(folder, name, contents, written);
  }
  const html = readFileSync(`${ROOT}viewer/page/index.html`, 'utf8');
  const named = html.replace('STYLE', names['css'] ?? '').replace('SCRIPT', names['js'] ?? '');
  writeTwin(folder, 'index.html', Buffer.from(named), written);
  for (const name of readdirSync(folder)) if (!written.has(name)) rmSync(folder + name);
  return { gzip };
}

function writeTwin(folder: string, name: string, contents: Uint8Array, written: Set<string>): number {
  const packed = gzipSync(contents, { level: 9 });
  writeFileSync(folder + name, contents);
  writeFileSync(`${folder}${name}.gz`, packed);
  written.add(name).add(`${name}.gz`);
  return packed.length;
}

if (import.meta.main) console.log(`page: ${(await buildPage()).gzip} bytes compressed`);
