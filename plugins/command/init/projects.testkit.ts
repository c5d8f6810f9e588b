/** Fresh projects as their tools' generators leave them, cut down to what decides. */

export type Files = Readonly<Record<string, string>>;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A request that brings a trace is answered by another one, which must carry it on. */
const SERVER = `import { createServer } from 'node:http';

const trace = '00-0af7651916cd43dd8448eb211c80319c-';

const server = createServer(async (request, response) => {
  if (request.url === '/inner') response.end(String(request.headers.traceparent));
  else response.end(await (await fetch(\`http://127.0.0.1:\${port()}/inner\`)).text());
}).listen(0, async () => {
  const headers = { traceparent: trace + 'b7ad6b7169203331-01' };
  const text = await (await fetch(\`http://127.0.0.1:\${port()}/\`, { headers })).text();
  console.log(text.startsWith(trace) ? 'traced' : 'lost');
  server.close();
});

function port(): number {
  return (server.address() as { port: number }).port;
}
`;

/** The same in JavaScript. */
const SCRIPT = SERVER.replace('(): number', '()').replace(' as { port: number }', '');

/** create-next-app 16. */
export const NEXT: Files = {
  'package.json': json({
    name: 'my-app',
    version: '0.1.0',
    private: true,
    scripts: { dev: 'next dev', build: 'next build', start: 'next start', lint: 'eslint' },
    dependencies: { next: '16.4.0', react: '19.3.0', 'react-dom': '19.3.0' },
    devDependencies: { '@types/node': '^24', eslint: '^9', typescript: '^6' },
  }),
  'next.config.ts': `import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  /* config options here */
};

export default nextConfig;
`,
  'tsconfig.json': '{ "compilerOptions": { "noEmit": true } }\n',
  'src/app/layout.tsx': 'export default function RootLayout() {}\n',
  'src/app/api/route.ts': "export async function GET() { return fetch('https://example.com'); }\n",
};

/** @nestjs/cli 12. */
export const NEST: Files = {
  'package.json': json({
    name: 'my-app',
    scripts: { build: 'nest build', start: 'nest start', 'start:prod': 'node dist/main' },
    dependencies: { '@nestjs/common': '^12.0.0', '@nestjs/core': '^12.0.0' },
    devDependencies: { '@nestjs/cli': '^12.0.0', typescript: '^6.0.3' },
  }),
  'nest-cli.json': json({
    collection: '@nestjs/schematics',
    sourceRoot: 'src',
    compilerOptions: { deleteOutDir: true },
  }),
  'tsconfig.json': json({ compilerOptions: { module: 'nodenext', outDir: './dist' } }),
  'src/main.ts': `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();
`,
};

/** Express with tsup's command line. */
export const TSUP: Files = {
  'package.json': json({
    name: 'api',
    type: 'module',
    scripts: { build: 'tsup src/server.ts --format esm', start: 'node dist/server.js' },
    dependencies: { express: '^5.0.0' },
    devDependencies: { tsup: '^9.0.0', typescript: '^6.0.0' },
  }),
  'src/server.ts': `import express from 'express';

const app = express();
app.get('/', (_request, response) => { response.json({}); });
app.listen(3000);
`,
};

/** Nuxt 4. */
export const NUXT: Files = {
  'package.json': json({
    name: 'site',
    type: 'module',
    scripts: { build: 'nuxt build', dev: 'nuxt dev' },
    dependencies: { nuxt: '^4.5.0' },
  }),
  'nuxt.config.ts': `// https://nuxt.com/docs/api/configuration/nuxt-config
export default defineNuxtConfig({
  compatibilityDate: '2026-07-15',
  devtools: { enabled: true }
})
`,
  'server/api/hello.ts': "export default defineEventHandler(() => fetch('https://example.com'))\n",
};

/** create-cloudflare: wrangler by itself. */
export const WORKER: Files = {
  'package.json': json({
    name: 'worker',
    scripts: { dev: 'wrangler dev', deploy: 'wrangler deploy' },
    devDependencies: { wrangler: '^4.0.0' },
  }),
  'wrangler.jsonc': '{ "name": "worker", "main": "src/index.ts" }\n',
  'src/index.ts': "export default { fetch: () => new Response('hello') };\n",
};

/** TypeScript 7 compiles, and takes no plugins. */
export const TYPESCRIPT_7: Files = {
  'package.json': json({
    name: 'api',
    type: 'module',
    scripts: { build: 'tsc', start: 'node dist/app.js' },
    devDependencies: { typescript: '^7.0.1' },
  }),
  'tsconfig.json': json({ compilerOptions: { outDir: 'dist' } }),
  'src/app.ts': "await fetch('https://example.com');\n",
  'node_modules/typescript/package.json': json({ name: 'typescript', version: '7.0.1' }),
};

interface Runnable {
  readonly files: Files;
  /** The scripts that build and start it, in order; the last prints `traced`. */
  readonly run: readonly string[];
}

/** Projects whose tools this repository has: they are built and run after `init`. */
export const RUNNABLE: Readonly<Record<string, Runnable>> = {
  'a Lambda-like bundle of esbuild, by its command line': {
    files: {
      'package.json': json({
        name: 'fn',
        scripts: {
          build:
            'esbuild src/index.ts --bundle --sourcemap --platform=node --format=cjs --conditions=onetrace-source --outfile=dist/index.js',
          start: 'node dist/index.js',
        },
        devDependencies: { esbuild: '^0.28.0' },
      }),
      'src/index.ts': SERVER,
    },
    run: ['build', 'start'],
  },
  'a build script of esbuild': {
    files: {
      'package.json': json({
        name: 'app',
        scripts: { build: 'node scripts/build.js', start: 'node dist/app.js' },
        devDependencies: { esbuild: '^0.28.0' },
      }),
      'scripts/build.js': `const esbuild = require('esbuild');

const options = {
  entryPoints: ['src/app.ts'],
  bundle: true,
  platform: 'node',
  conditions: ['onetrace-source'],
  outfile: 'dist/app.js',
};

esbuild.build(options);
`,
      'src/app.ts': SERVER,
    },
    run: ['build', 'start'],
  },
  'Fastify-like: tsc with TypeScript 6': {
    files: {
      'package.json': json({
        name: 'api',
        type: 'module',
        scripts: { build: 'tsc -p tsconfig.build.json', check: 'tsc --noEmit', start: 'node dist/app.js' },
        devDependencies: { typescript: '~6.0.3' },
      }),
      'tsconfig.json':
        '{ "compilerOptions": { "target": "es2022", "module": "nodenext", "types": [], "noCheck": true } }\n',
      'tsconfig.build.json': `{
  // the build alone
  "extends": "./tsconfig.json",
  "compilerOptions": {
    "rootDir": "src",
    "outDir": "dist",
  },
  "include": ["src"],
}
`,
      'src/app.ts': SERVER,
    },
    run: ['build', 'start'],
  },
  'Vite, rendering on the server': {
    files: {
      'package.json': json({
        name: 'web',
        type: 'module',
        scripts: { build: 'vite build --ssr src/app.ts', start: 'node dist/app.js' },
        devDependencies: { vite: '^8.0.0' },
      }),
      'vite.config.js': `import { defineConfig } from 'vite'

// https://vite.dev/config/
export default defineConfig(({ mode }) => {
  console.log(mode)
  const conditions = ['onetrace-source', 'node', 'import', 'module', 'default']
  return { ssr: { external: ['onetrace'], resolve: { conditions, externalConditions: conditions } } }
})
`,
      'src/app.ts': SERVER,
    },
    run: ['build', 'start'],
  },
  'Rollup, with plugins in CommonJS': {
    files: {
      'package.json': json({
        name: 'app',
        scripts: { build: 'rollup -c', start: 'node dist/app.js' },
        devDependencies: { rollup: '^4.0.0' },
      }),
      'rollup.config.cjs': `/** @type {import('rollup').RollupOptions} */
module.exports = {
  input: 'src/app.js',
  output: { dir: 'dist', format: 'cjs' },
  external: [/^node:/, 'onetrace', 'onetrace/inject'],
  plugins: [
    { name: 'other' },
  ],
};
`,
      'src/app.js': SCRIPT,
    },
    run: ['build', 'start'],
  },
  'plain Node': {
    files: {
      'package.json': json({
        name: 'app',
        type: 'module',
        scripts: { start: 'NODE_ENV=production node server.js' },
      }),
      'server.js': SCRIPT,
    },
    run: ['start'],
  },
  'Node that strips types': {
    files: {
      'package.json': json({
        name: 'app',
        type: 'module',
        scripts: { dev: 'node --watch src/app.ts', start: 'node src/app.ts' },
      }),
      'src/app.ts': `import './other.ts';\n${SERVER}`,
      'src/other.ts': 'export {};\n',
    },
    run: ['start'],
  },
  Bun: {
    files: {
      'package.json': json({ name: 'app', scripts: { start: 'bun run src/app.ts' } }),
      'bun.lock': '{}\n',
      'src/app.ts': SERVER,
    },
    run: ['start'],
  },
};
