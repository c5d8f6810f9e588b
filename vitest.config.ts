import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// Node knows no `module`: tests get the files that programs get.
const conditions = ['onetrace-source', ...defaultServerConditions.filter((it) => it !== 'module')];

export default defineConfig({
  ssr: { resolve: { conditions } },
  test: {
    exclude: ['**/node_modules/**', '**/dist/**', 'bench/**'],
    maxWorkers: 2,
    // Programs are started, services listen: on a busy machine that takes its time.
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
