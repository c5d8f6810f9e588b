import { onetrace } from '@onetrace/plugins/esbuild';
import { build } from 'esbuild';

await build({
  entryPoints: ['app.ts'],
  outfile: 'dist/worker.mjs',
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  conditions: ['workerd', 'worker', 'browser'],
  external: ['node:*', 'cloudflare:*'],
  plugins: [onetrace()],
});
