import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const conditions = ['onetrace-source', ...defaultServerConditions];

export default defineConfig({
  ssr: { resolve: { conditions } },
  test: { exclude: ['**/node_modules/**', '**/dist/**'] },
});
