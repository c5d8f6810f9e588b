/** esbuild's command line as a script that calls its API. */

const BOOLEANS = new Set(['bundle', 'minify', 'keep-names', 'splitting', 'metafile', 'tree-shaking']);
const TEXTS = new Set([
  'platform',
  'format',
  'outfile',
  'outdir',
  'outbase',
  'tsconfig',
  'packages',
  'charset',
]);
const LISTS = new Set(['target', 'main-fields', 'conditions']);

type Value = string | boolean | string[] | Record<string, string>;

/** The text of a module; undefined where a flag is not known here. */
export function buildScriptFor(commandLine: string): string | undefined {
  const options = optionsOf(commandLine.split(/\s+/).filter((word) => word !== ''));
  if (options === undefined) return undefined;
  const lines = Object.entries(options).map(([name, value]) => `  ${name}: ${literal(value)},\n`);
  return `import { onetrace } from '@onetrace/plugins/esbuild';
import { build } from 'esbuild';

await build({
${lines.join('')}  plugins: [onetrace()],
});
`;
}

function optionsOf(words: readonly string[]): Record<string, Value> | undefined {
  const entryPoints = words.filter((word) => !word.startsWith('-')).map(unquoted);
  const options: Record<string, Value> = { entryPoints };
  for (const word of words.filter((it) => it.startsWith('-'))) {
    if (!addFlag(options, word)) return undefined;
  }
  return entryPoints.length === 0 ? undefined : options;
}

function addFlag(options: Record<string, Value>, word: string): boolean {
  const [, name = '', key, value] = /^--([\w-]+)(?::([^=]+))?(?:=(.*))?$/.exec(word) ?? [];
  const option = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (name === 'external' && key !== undefined) {
    options.external = [...((options.external as string[] | undefined) ?? []), unquoted(key)];
  } else if (name === 'define' && key !== undefined && value !== undefined) {
    options.define = {
      ...((options.define as Record<string, string> | undefined) ?? {}),
      [key]: unquoted(value),
    };
  } else if (key !== undefined) return false;
  else if (name === 'sourcemap') options.sourcemap = value === undefined ? true : unquoted(value);
  else if (BOOLEANS.has(name) && (value === undefined || value === 'true')) options[option] = true;
  else if (TEXTS.has(name) && value !== undefined) options[option] = unquoted(value);
  else if (LISTS.has(name) && value !== undefined) options[option] = unquoted(value).split(',');
  else return false;
  return true;
}

const unquoted = (word: string): string => word.replace(/^(['"])(.*)\1$/, '$2');

function literal(value: Value): string {
  if (typeof value === 'boolean') return String(value);
  return JSON.stringify(value)
    .replace(/"((?:[^"\\]|\\.)*)"/g, (_, text: string) =>
      text.includes("'") || text.includes('\\') ? `"${text}"` : `'${text}'`,
    )
    .replaceAll("','", "', '");
}
