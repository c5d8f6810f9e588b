/** Cloudflare Workers: wrangler bundles by itself and takes no plugins; its Vite plugin does. */
import type { Project } from '../project.ts';
import type { SetUp } from '../set-up.ts';

export function workersDoor(project: Project): SetUp | undefined {
  const config = project.find('wrangler.jsonc', 'wrangler.json', 'wrangler.toml');
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
