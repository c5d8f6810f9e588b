/** Every message of the doors, as data with a code; each says what to do about it. */
import type { Message as TransformerMessage } from '@onetrace/transformer';

export interface Message {
  readonly code:
    | TransformerMessage['code']
    | 'CONFLICT'
    | 'UNBUNDLED_IIFE'
    | 'NO_RUNTIME'
    | 'LIBRARY'
    | 'UNREADABLE'
    | 'TYPESCRIPT'
    | 'INCREMENTAL'
    | 'TYPES'
    | 'NUXT';
  readonly file: string;
  readonly line?: number;
  readonly text: string;
}

export const unreadableFile = (file: string, error: unknown): Message => ({
  code: 'UNREADABLE',
  file,
  text: `${file} could not be read: ${error instanceof Error ? error.message : error}.`,
});

export const unbundledIife = (): Message => ({
  code: 'UNBUNDLED_IIFE',
  file: '',
  text: 'Nothing was rewritten: an iife that is not bundled can import nothing. Set bundle: true or another format.',
});

export const loadedBefore = (file: string, others: string): Message => ({
  code: 'CONFLICT',
  file,
  text: `${file} carries no trace: a plugin before onetrace (${others}) loads it, and esbuild asks no second one. ${WAY_OUT}`,
});

export const loadedAfter = (file: string, other: string): Message => ({
  code: 'CONFLICT',
  file,
  text: `${file} carries no trace: the plugin ${other} loads it too, and esbuild takes only one. ${WAY_OUT}`,
});

const WAY_OUT =
  "Both apply with: import { withOnetrace } from '@onetrace/plugins/esbuild'; build(withOnetrace({ …your options }))";

export const unseenLibrary = (library: string): Message => ({
  code: 'LIBRARY',
  file: '',
  text: `No file of ${library} was rewritten, which is named in "libraries": it is not part of the bundle. Bundle it (no "external", no "packages: 'external'"), or put Observe.withTrace(name, {}, fn) around its calls.`,
});

export const noRuntime = (root: string): Message => ({
  code: 'NO_RUNTIME',
  file: '',
  text: `The bundle imports onetrace/inject, which is not installed for ${root}. Run: npm install onetrace`,
});

export const noTypeScript = (version: string): Message => ({
  code: 'TYPESCRIPT',
  file: '',
  text: `Nothing was rewritten: TypeScript ${version} takes no transformers. Use onetrace's plugin for your bundler, "node --import @onetrace/plugins/node", or TypeScript 6.`,
});

export const noTypes = (config: string, reason: string): Message => ({
  code: 'TYPES',
  file: config,
  text: `Types of ${config} are not asked: ${reason}. Install TypeScript 5.7 to 6 there, or leave the option "types" out.`,
});

export const viteInNuxt = (): Message => ({
  code: 'NUXT',
  file: '',
  text: "Nuxt's pages are rewritten, its server routes are not: Vite does not build them. Use modules: ['@onetrace/plugins/nuxt'] in nuxt.config, and no vite.plugins.",
});

export const notIncremental = (): Message => ({
  code: 'INCREMENTAL',
  file: '',
  text: 'Every build is a whole one, so that no output of another onetrace stays. Add "transformProgram": true to the plugin in tsconfig.json, and it is incremental again.',
});
