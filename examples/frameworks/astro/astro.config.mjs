import node from '@astrojs/node';
import { onetrace } from '@onetrace/plugins/vite';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  vite: { plugins: [onetrace()] },
});
