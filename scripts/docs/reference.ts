/** The pages of docs/reference: made from types, from the table of commands, and from what the runtime writes. */
import { readFileSync } from 'node:fs';
import { COMMANDS } from '../../plugins/command/commands.ts';
import { commandHelp, generalHelp } from '../../plugins/command/help.ts';
import { ROOT } from '../packages.ts';
import { Declarations, type Exported, type Member } from './declarations.ts';
import { cellText, codeCell, fenced, pageOf, tableOf } from './markdown.ts';
import { spansPage } from './spans.ts';

const CONFIG = 'runtime/config/types';
/** Interfaces that options of `init` are made of: where they stand, and what they are. */
const PARTS: readonly (readonly [title: string, file: string, name: string, about: string])[] = [
  ['export', `${CONFIG}/export-options.ts`, 'ExportConfig', 'Any of these, as `init({ export: { … } })`.'],
  ['export.limits', `${CONFIG}/export-options.ts`, 'Limits', 'What one span may hold.'],
  [
    'destinations',
    `${CONFIG}/destination.ts`,
    'Destination',
    'One receiver of `init({ destinations: [ … ] })`.',
  ],
  ['keep', `${CONFIG}/sampling.ts`, 'KeepRules', 'Or a function of the spans of a finished local trace.'],
  ['prices', `${CONFIG}/prices.ts`, 'Prices', 'See [cost](../cost.md).'],
  ['prices.models', `${CONFIG}/prices.ts`, 'Price', 'US dollars a million tokens.'],
  ['stats()', `${CONFIG}/delivery-stats.ts`, 'Stats', 'What `Observe.stats()` returns.'],
  ['withTrace', 'runtime/api/with-trace.ts', 'WithTraceOptions', 'In place of the carrier of `withTrace`.'],
  ['@traced', 'runtime/instrument/traced/entered-body.ts', 'TracedOptions', 'What `@traced({ … })` takes.'],
];

const ENTRIES = ['runtime/index.ts', 'runtime/testing.ts'] as const;
const DOORS = [
  'esbuild',
  'vite',
  'rollup',
  'rolldown',
  'webpack',
  'rspack',
  'farm',
  'bun',
  'next',
  'register',
];

export function referencePages(): Record<string, string> {
  const sources = [
    `${CONFIG}/options.ts`,
    ...PARTS.map(([, file]) => file),
    ...ENTRIES,
    'plugins/door/options.ts',
    ...DOORS.map((it) => `plugins/${it}.ts`),
    'transformer/index.ts',
  ];
  const declarations = new Declarations([...new Set(sources)]);
  return {
    'init.md': initPage(declarations),
    'plugins.md': pluginsPage(declarations),
    'command.md': commandPage(),
    'functions.md': functionsPage(declarations),
    'spans.md': spansPage(),
  };
}

const memberTable = (members: readonly Member[]): string =>
  tableOf(
    ['option', 'type', 'meaning'],
    members.map(({ name, type, text }) => [codeCell(name), codeCell(type), cellText(text)]),
  );

function initPage(declarations: Declarations): string {
  const parts = PARTS.map(
    ([title, file, name, about]) =>
      `## ${title}\n\n${about}\n\n${memberTable(declarations.membersOf(file, name))}`,
  );
  return pageOf(
    'Options of `Observe.init`',
    'Everything is optional, and `Observe.init` itself is: environment variables do without it. What is given here wins over them. Every variable is named with its option.',
    fenced(
      'ts',
      `import { internalHosts, Observe } from 'onetrace';

await Observe.init({
  serviceName: 'gateway',
  endpoint: 'http://localhost:4318',
  propagateTo: [internalHosts, '*.partner.example'],
  ignoreRequests: ['/healthz', '/internal/*'],
});`,
    ),
    memberTable(declarations.membersOf(`${CONFIG}/options.ts`, 'InitOptions')),
    ...parts,
  );
}

function pluginsPage(declarations: Declarations): string {
  const doors = DOORS.map((door) => {
    const [first] = declarations.exportsOf(`plugins/${door}.ts`).filter(({ kind }) => kind === 'function');
    const functions = declarations.exportsOf(`plugins/${door}.ts`).filter(({ kind }) => kind === 'function');
    if (first === undefined) throw new Error(`plugins/${door}.ts exports no function`);
    return `### @onetrace/plugins/${door}\n\n${functions.map((it) => `${cellText(it.text)}\n\n${it.examples.map((code) => fenced('ts', code)).join('\n\n')}`).join('\n\n')}`;
  });
  return pageOf(
    'Plugins and their options',
    'One plugin a build tool, with the same options for all. In JSON (`tsconfig.json`, Babel) patterns are globs, since an expression cannot be written there; Next.js has no `report`, because its loaders run in other processes.',
    '## Options',
    memberTable(declarations.membersOf('plugins/door/options.ts', 'Options')),
    'In the source itself, `/* onetrace-ignore */` before a call and `// onetrace-ignore-file` at the top switch it off.',
    '## Tools',
    ...doors,
    '### In JSON',
    fenced(
      'jsonc',
      `// tsconfig.json, with tspc of ts-patch
{ "compilerOptions": { "plugins": [{ "transform": "@onetrace/plugins/ts-patch", "transformProgram": true, "exclude": "src/generated/**" }] } }`,
    ),
    fenced('json', '{ "plugins": [["@onetrace/plugins/babel", { "exclude": "src/generated/**" }]] }'),
  );
}

function commandPage(): string {
  const commands = Object.entries(COMMANDS).map(
    ([name, command]) => `## onetrace ${name}\n\n${fenced('text', commandHelp(command))}`,
  );
  return pageOf(
    'The command',
    '`npx onetrace` finds it in the project, and fetches it for that one call where there is none.',
    fenced('text', generalHelp()),
    ...commands,
  );
}

function functionsPage(declarations: Declarations): string {
  const [main, testing] = ENTRIES.map((file) => declarations.exportsOf(file));
  return pageOf(
    'Functions and types',
    '## onetrace',
    ...(main ?? []).map(exportedText),
    '## onetrace/testing',
    ...(testing ?? []).map(exportedText),
    '## @onetrace/transformer',
    ...declarations
      .exportsOf('transformer/index.ts')
      .filter(({ kind }) => kind !== 'type')
      .map(exportedText),
  );
}

const exportedText = ({ name, kind, signatures, text, examples }: Exported): string =>
  [
    `### ${name}`,
    ...(signatures.length > 0
      ? [fenced(kind === 'type' ? 'typescript' : 'typescript', signatures.join('\n'))]
      : []),
    ...(text === '' ? [] : [text.replace(/<(?=[a-z/])/gi, '&lt;')]),
    ...examples.map((code) => fenced('ts', code)),
  ].join('\n\n');

/** Functions that people call and that have no example, members without a word. */
export function undocumented(): string[] {
  const declarations = new Declarations([
    ...ENTRIES,
    `${CONFIG}/options.ts`,
    ...PARTS.map(([, file]) => file),
    'plugins/door/options.ts',
    ...DOORS.map((it) => `plugins/${it}.ts`),
  ]);
  const functions = [...ENTRIES, ...DOORS.map((it) => `plugins/${it}.ts`)].flatMap((file) =>
    declarations
      .exportsOf(file)
      .filter(({ kind, examples }) => kind !== 'type' && examples.length === 0)
      .map(({ name }) => `${file}: ${name} has no example`),
  );
  const options = (
    [
      [`${CONFIG}/options.ts`, 'InitOptions'],
      ['plugins/door/options.ts', 'Options'],
    ] as const
  ).flatMap(([file, name]) =>
    declarations
      .membersOf(file, name)
      .filter(({ text }) => text === '')
      .map((it) => `${name}.${it.name} has no text`),
  );
  return [...functions, ...options];
}

export const readRoot = (file: string): string => readFileSync(ROOT + file, 'utf8');
