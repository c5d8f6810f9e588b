/** TypeScript sources of published packages, as they lie in node_modules. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

export const PACKAGES = [
  'openai',
  '@anthropic-ai/sdk',
  'ai',
  'zod',
  '@mistralai/mistralai',
  '@ai-sdk/provider-utils',
  '@ai-sdk/openai',
  'together-ai',
  'groq-sdk',
] as const;

export interface SourceFile {
  readonly package: string;
  readonly file: string;
  readonly text: string;
}

/** Every `every`-th source file of the packages. */
export function* corpus(every = 1): Generator<SourceFile> {
  for (const name of PACKAGES) {
    const files = globSync('src/**/*.{ts,tsx,mts,cts}', { cwd: modules + name }).filter(
      (file) => !/\.d\.[cm]?ts$/.test(file),
    );
    if (files.length === 0) throw new Error(`${name} has no sources`);
    for (const file of files.sort().filter((_, index) => index % every === 0)) {
      yield { package: name, file, text: readFileSync(`${modules}${name}/${file}`, 'utf8') };
    }
  }
}
