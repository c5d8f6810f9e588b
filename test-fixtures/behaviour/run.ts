/**
 * Runs every program of this folder in one process, rewritten while it is loaded, and prints what each
 * said as JSON: `node behaviour/run.ts untouched|rules|stress text|typescript|babel [case …]`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@onetrace/transformer';
import { transformSync } from 'esbuild';
import { byBabel, byTypeScript, type Output } from './trees.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const [mode = 'untouched', writer = 'text', ...only] = process.argv.slice(2);
const rewritten: Record<string, number> = {};

const options = { root: here, stress: mode === 'stress' };

/** Enums, JSX and decorators need more than type stripping; esbuild gets what the transformer made. */
function byText(text: string, path: string): Output {
  const output = mode === 'untouched' ? { code: text, sites: [], messages: [] } : transform(text, path, options);
  const loader = path.endsWith('x') ? 'tsx' : path.endsWith('ts') ? 'ts' : 'js';
  if (loader === 'js') return output;
  const shared = { loader, format: 'esm', target: 'node22', sourcefile: path, sourcemap: 'inline' } as const;
  return { ...output, code: transformSync(output.code, shared).code };
}

function compile(text: string, path: string): string {
  const by = writer === 'typescript' ? byTypeScript : writer === 'babel' ? byBabel : byText;
  const { code, sites, messages } = by(text, path, options);
  // Programs here ask for traces that must be refused; any other message is a failure.
  const failure = messages.find(({ code }) => code !== 'REFUSED');
  if (failure !== undefined) throw new Error(failure.text);
  const name = path.slice(here.length).split('/')[0] as string;
  rewritten[name] = (rewritten[name] ?? 0) + sites.length;
  return code;
}

process.setSourceMapsEnabled(true);
registerHooks({
  load(url, context, next) {
    if (!url.startsWith(pathToFileURL(here).href) || url === import.meta.url) return next(url, context);
    const path = fileURLToPath(url);
    const format = path.endsWith('.cjs') ? 'commonjs' : 'module';
    return { format, source: compile(readFileSync(path, 'utf8'), path), shortCircuit: true };
  },
});

const said: Record<string, string[]> = {};
const print = console.log;
for (const entry of readdirSync(here).sort()) {
  const program = ['ts', 'mts', 'tsx', 'mjs', 'cjs']
    .map((it) => `${here}${entry}/program.${it}`)
    .find(existsSync);
  if (program === undefined || (only.length > 0 && !only.includes(entry))) continue;
  const lines: string[] = [];
  said[entry] = lines;
  console.log = (...values: unknown[]) => lines.push(values.map(String).join(' '));
  try {
    const module = (await import(pathToFileURL(program).href)) as { default?: { done?: Promise<void> } };
    await module.default?.done;
  } catch (error) {
    lines.push(`died: ${(error as Error)?.stack ?? error}`);
  }
}
console.log = print;
print(JSON.stringify({ said, rewritten }));
