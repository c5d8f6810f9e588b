/** Cloudflare Workers: wrangler bundles by itself and takes no plugins; its Vite plugin does. */
import { readJson } from '../json-edit.ts';
import type { Project } from '../project.ts';
import type { SetUp } from '../set-up.ts';

const CONFIGS = ['wrangler.jsonc', 'wrangler.json', 'wrangler.toml'] as const;

/** The Worker's first file, as its configuration names it. */
export function workerEntry(project: Project): string | undefined {
  const config = project.find(...CONFIGS);
  if (config === undefined) return undefined;
  const text = project.read(config) ?? '';
  const main = config.endsWith('.toml')
    ? /^\s*main\s*=\s*["']([^"']+)/m.exec(text)?.[1]
    : (readJson(text) as { main?: string } | undefined)?.main;
  const file = main?.replace(/^\.\//, '');
  return file !== undefined && project.read(file) !== undefined ? file : undefined;
}

export function workersDoor(project: Project): SetUp | undefined {
  const config = project.find(...CONFIGS);
  if (config === undefined || project.findConfig('vite.config') !== undefined) return undefined;
  const lines = [
    'npm install --save-dev vite @cloudflare/vite-plugin',
    '// vite.config.ts',
    "import { cloudflare } from '@cloudflare/vite-plugin';",
    "import { onetrace } from '@onetrace/plugins/vite';",
    "import { defineConfig } from 'vite';",
    'export default defineConfig({ plugins: [onetrace(), cloudflare()] });',
    '// then "vite dev" in place of "wrangler dev", and "vite build" before "wrangler deploy"',
  ];
  const reason = 'wrangler takes no plugins; build with its Vite plugin';
  return {
    tool: 'Cloudflare Workers',
    how: 'by hand',
    devDependencies: ['@onetrace/plugins'],
    needsInstrumentation: false,
    byHand: [{ file: config, reason, lines }],
  };
}
