/**
 * The pages of docs/start: each shows a project of test-fixtures/fresh, what `init` changes in it (planned by `init`
 * itself), and how long the first connected trace took (log.json, by scripts/first-trace.ts).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { patchOf } from '../../plugins/command/diff/text-diff.ts';
import { planDoors } from '../../plugins/command/init/doors/doors.ts';
import { planAll } from '../../plugins/command/init/init.ts';
import { Project } from '../../plugins/command/init/project.ts';
import { FRESH, type LogEntry, readLog } from '../first-trace/log.ts';
import { PROJECTS } from '../first-trace/projects.ts';
import { fenced, pageOf, tableOf } from './markdown.ts';

interface Start {
  readonly page: string;
  readonly folder: string;
  readonly title: string;
  readonly about: string;
  /** The file with something to trace. */
  readonly program: string;
  readonly notes: readonly string[];
}

const STARTS: readonly Start[] = [
  {
    page: 'node',
    folder: 'node',
    title: 'Node.js without a build',
    about: 'Modules are rewritten while Node loads them, before types are stripped.',
    program: 'server.js',
    notes: [
      'With tsx, ours comes first: `node --import @onetrace/plugins/node --import tsx src/app.ts`.',
      'Options of the plugin: a file of your own with [`register`](../reference/plugins.md), named by `--import`.',
      'Stack traces have your lines; `--enable-source-maps` gives them your columns as well.',
    ],
  },
  {
    page: 'express',
    folder: 'express-tsup',
    title: 'Express, built by tsup',
    about: 'tsup is esbuild, so it takes the plugin for esbuild. Any bundler works alike.',
    program: 'src/server.ts',
    notes: [
      'Express is traced however a handler is mounted: see [HTTP on Node](../http.md).',
      'esbuild gives a file to the first plugin that loads it. Where another plugin of yours does, `withOnetrace` makes both apply; the build says so.',
    ],
  },
  {
    page: 'fastify',
    folder: 'fastify-tsc',
    title: 'Fastify, compiled by tsc',
    about: '`tspc` of ts-patch is `tsc` with transformers: the same output, rewritten.',
    program: 'src/app.ts',
    notes: [
      'ts-patch comes in the version for the TypeScript at hand: 3 for 5.7 to 5.9, 4 for 6. TypeScript 7 takes no transformers; there `init` sets up the way that works.',
    ],
  },
  {
    page: 'nest',
    folder: 'nest',
    title: 'NestJS',
    about:
      '`nest build` compiles with the TypeScript in `node_modules`, so that one is patched, after each install.',
    program: 'src/app.service.ts',
    notes: [
      'With another builder (SWC, webpack) the output is rewritten when Node loads it: `node --import @onetrace/plugins/node dist/main.js`.',
      'Forgot to patch? The program says so when it runs, and `npx onetrace doctor` too.',
    ],
  },
  {
    page: 'next',
    folder: 'next',
    title: 'Next.js',
    about:
      'The configuration is wrapped, for Turbopack and webpack alike. Next’s own spans (pages, actions, its proxy) join the trace by `otel: true`.',
    program: 'src/app/ask/route.ts',
    notes: [
      'Loaders run in other processes, so there is no `report`; `npx onetrace check` lists the sites.',
      'Edge functions have no `node:` channels: there the sites alone carry the trace.',
    ],
  },
  {
    page: 'nuxt',
    folder: 'nuxt',
    title: 'Nuxt',
    about: 'Nitro builds the server with Rollup, which takes the plugin.',
    program: 'server/routes/ask.ts',
    notes: ['Nitro by itself: the same in `nitro.config.ts`, as `rollupConfig: { plugins: [onetrace()] }`.'],
  },
  {
    page: 'vite',
    folder: 'vite-ssr',
    title: 'Vite, rendering on the server',
    about:
      'The plugin rewrites client and server, in the dev server, in builds and in Vitest; the server beside it runs from its sources.',
    program: 'src/entry-server.ts',
    notes: [
      'Other frameworks on Vite (SvelteKit, Astro, React Router, SolidStart) take it in their `plugins`, first.',
    ],
  },
  {
    page: 'hono',
    folder: 'hono-workerd',
    title: 'Hono on Cloudflare Workers',
    about:
      'Workers are built by Vite with Cloudflare’s plugin. wrangler by itself takes no plugins; `init` then prints how to go on.',
    program: 'src/index.ts',
    notes: [
      'A Worker says where its spans go when it loads: `import { env } from "cloudflare:workers"; Observe.init({ endpoint: env.COLLECTOR });`. With `nodejs_compat` the variables of OpenTelemetry work, too.',
      'Nobody has to flush: the platform is asked to wait (`waitUntil`) until the spans of a request have left.',
    ],
  },
  {
    page: 'lambda',
    folder: 'lambda-esbuild',
    title: 'AWS Lambda, built by esbuild',
    about:
      'The command line of esbuild takes no plugins, so `init` turns it into a script with the same options.',
    program: 'src/index.ts',
    notes: [
      'The result of an invocation is given after its spans have left, a second later at most.',
      'HTTP, SQS, SNS and EventBridge events bring their trace along.',
    ],
  },
  {
    page: 'bun',
    folder: 'bun',
    title: 'Bun',
    about: 'Bun runs the sources, so a preload in `bunfig.toml` rewrites them when they are loaded.',
    program: 'index.ts',
    notes: [
      'For `Bun.build`: `plugins: [onetrace()]` from `@onetrace/plugins/bun`.',
      'Bun does not compose source maps: on rewritten lines the column is that of the rewritten text.',
    ],
  },
];

export function startPages(): Record<string, string> {
  const log = readLog();
  const pages = STARTS.map((start) => [`${start.page}.md`, startPage(start, log)]);
  return { ...Object.fromEntries(pages), 'index.md': firstPage(log) };
}

function startPage(start: Start, log: readonly LogEntry[]): string {
  const { folder, title, about, program, notes } = start;
  const entry = log.find(({ project }) => project === folder);
  const own = PROJECTS.find((it) => it.folder === folder)?.commands ?? [];
  const commands = own.map((it) => it.join(' ').replace(' -- --port PORT --host 127.0.0.1', ''));
  const shown = commands.filter((it) => !it.startsWith('node -e'));
  return pageOf(
    title,
    about,
    fenced('sh', `npx onetrace init\n${shown.join('\n')}`),
    'A project as its generator leaves it, with something to trace:',
    fenced('ts', readFileSync(join(FRESH, folder, program), 'utf8')),
    'What `init` changes, shown before it asks:',
    fenced('diff', plannedPatch(join(FRESH, folder))),
    ...(entry === undefined ? [] : [measured(entry)]),
    `${notes.map((it) => `- ${it}`).join('\n')}`,
    'Then: [see the trace](../viewer.md), [say who it is for](../api.md), [send it somewhere](../recipes/index.md). No spans? [Troubleshooting](../troubleshooting.md).',
  );
}

const measured = ({ seconds, initSeconds, spans }: LogEntry): string =>
  `Tried on a fresh copy of it (\`node scripts/first-trace.ts\`): ${seconds} seconds from \`npx onetrace init\` to the first connected trace, ${initSeconds} of them in \`init\`. Its spans: ${[...new Set(spans)].map((it) => `\`${it}\``).join(', ')}.`;

function plannedPatch(folder: string): string {
  const project = new Project(folder);
  planAll(project, planDoors(project));
  const patches = project.changed.map((file) =>
    patchOf({ file, before: project.readOriginal(file), after: project.read(file) ?? '' }),
  );
  return patches.join('');
}

function firstPage(log: readonly LogEntry[]): string {
  const rows = STARTS.map(({ page, folder, title }) => {
    const entry = log.find(({ project }) => project === folder);
    return [
      `[${title}](${page}.md)`,
      entry === undefined ? 'not tried' : entry.connected ? 'yes' : 'no',
      entry === undefined ? '' : entry.commands.map((it) => `\`${it}\``).join(', '),
      entry === undefined ? '' : String(entry.initSeconds),
      entry === undefined ? '' : String(entry.seconds),
    ];
  });
  return pageOf(
    'The first trace',
    'Two commands, in your project:',
    fenced('sh', 'npx onetrace init\nnpx onetrace view'),
    '`init` finds the build tool, the framework, the package manager, the module kind and the TypeScript version, shows every change as a diff, and asks once. It edits by inserting, so comments and formatting stay; a file of a form that it does not understand is not edited: then it prints the lines. Undo is `git checkout`. `view` opens a receiver and a page at `http://localhost:4318`, where spans go by default.',
    'Then build and start your program as always, and send it a request. If nothing comes, the program itself says why after ten seconds, or when it ends, and `npx onetrace doctor` looks at packages, plugins, build output, variables and what answers at the endpoint.',
    '## By framework',
    'Each of these is a fresh project as its generator leaves it (`test-fixtures/fresh`), on which `init` was run alone, without a terminal (`--yes`), and which was then built and started by its own commands. *Connected* means: one request made a server’s span and a client’s in one trace, and the service behind was sent the id of that very span. Seconds are those of a busy two-core machine, `npm install` of our packages included; goal: one command, and less than a minute.',
    tableOf(['project', 'connected', 'typed', 'seconds in `init`', 'seconds to the first trace'], rows),
    'The set-up for every other tool is in [plugins](../reference/plugins.md); Python has its own twin, `onetrace-ai`.',
    '## Without `init`',
    fenced('sh', 'npm install onetrace\nnpm install --save-dev @onetrace/plugins'),
    'and the plugin in the configuration of your build tool:',
    fenced(
      'ts',
      "import { onetrace } from '@onetrace/plugins/vite';\n\nexport default { plugins: [onetrace()] };",
    ),
  );
}
