/** The fresh projects of test-fixtures/fresh, and how each is started after `init`. */
export interface FreshProject {
  readonly folder: string;
  readonly title: string;
  /** After `init`: what a person types to see it run, the last one staying up. `PORT` is replaced. */
  readonly commands: readonly (readonly string[])[];
  /** Where the request goes; undefined: the last command makes it itself. */
  readonly path?: string;
  /** Lines of a file that gives the program its environment, where it has no `process.env` of the shell. */
  readonly envFile?: string;
}

const run = (script: string, ...more: string[]): string[] => ['npm', 'run', script, ...more];

/** As Lambda's runtime calls a function URL's request. */
const INVOKE = `require('./dist/index.js').handler(
  { version: '2.0', rawPath: '/ask', headers: {}, requestContext: { http: { method: 'GET', path: '/ask' } } },
  { awsRequestId: 'a-1', functionName: 'my-lambda', getRemainingTimeInMillis: () => 3000 },
).then(console.log)`;

export const PROJECTS: readonly FreshProject[] = [
  { folder: 'node', title: 'Node.js', commands: [run('start')], path: '/ask' },
  { folder: 'express-tsup', title: 'Express, tsup', commands: [run('build'), run('start')], path: '/ask' },
  { folder: 'fastify-tsc', title: 'Fastify, tsc', commands: [run('build'), run('start')], path: '/ask' },
  {
    folder: 'lambda-esbuild',
    title: 'AWS Lambda, esbuild',
    commands: [run('build'), ['node', '-e', INVOKE]],
  },
  { folder: 'bun', title: 'Bun', commands: [run('start')], path: '/ask' },
  { folder: 'vite-ssr', title: 'Vite, SSR', commands: [run('build'), run('start')], path: '/ask' },
  {
    folder: 'hono-workerd',
    title: 'Hono, workerd',
    commands: [run('dev', '--', '--port', 'PORT', '--host', '127.0.0.1')],
    path: '/ask',
    envFile: '.dev.vars',
  },
  { folder: 'nest', title: 'NestJS', commands: [run('build'), run('start:prod')], path: '/ask' },
  { folder: 'next', title: 'Next.js', commands: [run('build'), run('start')], path: '/ask' },
  {
    folder: 'nuxt',
    title: 'Nuxt',
    commands: [run('build'), ['node', '.output/server/index.mjs']],
    path: '/ask',
  },
];
