/**
 * A program that is configured to be traced and never loads a rewritten site is told so once, with the likely
 * reason: nothing is as hard to find as a plugin that did not run. `onetrace doctor` looks further.
 */

import { builtin, isCloudflareWorker } from '../../platform/builtin.ts';
import { startTimer } from '../../platform/timer.ts';
import { warnOnce } from '../diagnostics.ts';
import { state } from '../state.ts';

/** Milliseconds that a program may take to load its first site. */
const PATIENCE = 10_000;
const PLUGINS = '@onetrace/plugins';
const NOT_DONE = 'no plugin of @onetrace/plugins is set up here. Run: npx onetrace init';

interface Host {
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
  on(event: 'exit', listener: () => void): void;
}

type Files = Pick<typeof import('node:fs'), 'readFileSync' | 'statSync'>;

export function watchForSites(): void {
  const { process, Bun, Deno } = globalThis as { process?: Host; Bun?: unknown; Deno?: unknown };
  const files = builtin<Files>('node:fs');
  const isMain = builtin<{ isMainThread?: boolean }>('node:worker_threads')?.isMainThread;
  if (!process || !files || !isMain || Bun || Deno || isCloudflareWorker()) return;
  const look = (): void => {
    if (state.floor || state.hasSites) return;
    const reason = reasonFor(process, files);
    warnOnce(
      `nothing in this program is rewritten, so only what it traces itself is recorded: ${reason}. "npx onetrace doctor" looks further; import 'onetrace/floor' traces HTTP alone`,
      'unrewritten',
    );
  };
  startTimer(PATIENCE, look, false);
  process.on('exit', look);
}

function reasonFor({ argv, execArgv, env, cwd }: Host, files: Files): string {
  const main = argv[1] ?? '';
  if (hasOtherCopy()) {
    return 'rewritten code uses another copy of onetrace, of another version. Install one version, then: npm dedupe';
  }
  const folder = nearest(main.replace(/[\\/][^\\/]*$/, ''), files) ?? nearest(cwd(), files) ?? cwd();
  const read = (file: string): string => textOf(`${folder}/${file}`, files);
  if (`${execArgv} ${env['NODE_OPTIONS']}`.includes(PLUGINS)) {
    return 'node --import @onetrace/plugins/node met no site. node_modules and what `exclude` names stay as they are: npx onetrace check';
  }
  if (read('tsconfig.json').includes(`${PLUGINS}/ts-patch`)) return reasonOfCompiler(read);
  const config = CONFIGS.find((file) => read(file).includes(PLUGINS));
  if (config === undefined) return NOT_DONE;
  if (changedAt(main, files) < changedAt(`${folder}/${config}`, files)) {
    return `${main} was built before ${config} was changed. Build it again`;
  }
  return `${config} names the plugin, but ${main} comes from another build, or \`exclude\` names its sources. npx onetrace check lists the sites`;
}

function reasonOfCompiler(read: (file: string) => string): string {
  const version = /"version": *"([^"]+)/.exec(read('node_modules/typescript/package.json'))?.[1] ?? '';
  if (Number.parseInt(version, 10) >= 7) {
    return `TypeScript ${version} takes no transformers, so the plugin in tsconfig.json does nothing. Run: npx onetrace init`;
  }
  const isPatched = read('node_modules/typescript/lib/typescript.js').includes('/// tsp-module');
  if (read('package.json').includes('@nestjs/core') && !isPatched) {
    return 'nest build uses the TypeScript in node_modules, which is not patched. Run: npx ts-patch install';
  }
  return 'tsconfig.json names the plugin, which tspc runs and tsc does not, or this was built before. Build it again, by tspc';
}

/** Where plugins are named; package.json last, since every project that is set up names them there. */
const CONFIGS = [
  ...['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'next', 'nuxt', 'tsup', 'tsdown', 'farm'].flatMap(
    (name) => ['ts', 'mts', 'js', 'mjs', 'cjs'].map((end) => `${name}.config.${end}`),
  ),
  ...['build', 'esbuild', 'scripts/build'].flatMap((it) => ['ts', 'js', 'mjs'].map((end) => `${it}.${end}`)),
  ...['babel.config.js', 'babel.config.json', '.babelrc', 'bunfig.toml', 'package.json'],
];

/** The state of another major version of the ABI. */
const hasOtherCopy = (): boolean =>
  Object.getOwnPropertySymbols(globalThis).some((it) => /^onetrace\.(?!1$)\d+$/.test(it.description ?? ''));

function nearest(folder: string, files: Files): string | undefined {
  for (let at = folder; at !== ''; at = at.replace(/[\\/]?[^\\/]*$/, '')) {
    if (textOf(`${at}/package.json`, files) !== '') return at;
  }
  return undefined;
}

function textOf(file: string, { readFileSync }: Files): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function changedAt(file: string, { statSync }: Files): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
