/** `node --import rewrite.ts program.ts`: rewrites the programs of this folder while they are loaded. */
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transform } from '@onetrace/transformer';

const here = new URL('.', import.meta.url).href;
/** Then only what they call is rewritten: what they do to its context is the platform's doing. */
const untouched = process.env.UNTOUCHED === '1';

/** Nest's programs are compiled, as it asks for. */
const DECORATED = /^ *@(?:Module|Controller)\(/m;
function compile(code: string): string {
  // Few programs need it, and it takes longer to load than all else.
  const ts = createRequire(import.meta.url)('typescript') as typeof import('typescript');
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  });
  return outputText;
}

registerHooks({
  load(url, context, next) {
    if (!url.startsWith(here) || !/\/(?:programs|pairs)\/|work\.ts$/.test(url)) return next(url, context);
    const path = fileURLToPath(url);
    const text = readFileSync(path, 'utf8');
    const { code, messages } =
      untouched && /\/(?:programs|pairs)\//.test(url)
        ? { code: text, messages: [] }
        : transform(text, path, { root: fileURLToPath(here) });
    if (messages[0] !== undefined) throw new Error(messages[0].text);
    const source = DECORATED.test(text) ? compile(code) : stripTypeScriptTypes(code);
    return { format: 'module', source, shortCircuit: true };
  },
});
