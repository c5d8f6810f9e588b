/**
 * Every snippet of every document: TypeScript and JavaScript are compiled, JSON and YAML parsed, Python compiled, and of a
 * shell's lines each command, option, script and variable must be one that there is.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { type ParseError, parse as parseJsonc } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../plugins/command/commands.ts';
import { ROOT } from '../packages.ts';
import { findPython } from '../python.ts';
import { compileSnippets } from './compile.ts';
import { documents, type Snippet, snippetsOf } from './documents.ts';

const all = documents().flatMap(snippetsOf);
const of = (...languages: readonly string[]): Snippet[] =>
  all.filter(({ language }) => languages.includes(language));
const placeOf = ({ file, line }: Snippet): string => `${file}:${line}`;

/** Nothing to compile: output, patches, and signatures that are generated from the types. */
const SHOWN = ['text', 'diff', 'typescript', 'toml', 'sql', 'dockerfile', 'java', 'xml', ''];
const CHECKED = ['ts', 'js', 'json', 'jsonc', 'yaml', 'sh', 'python'];

test('every snippet is of a language that is checked, or shown only', () => {
  expect(all.length).toBeGreaterThan(120);
  const others = all.filter(({ language }) => ![...SHOWN, ...CHECKED].includes(language));
  expect(others.map((it) => `${placeOf(it)} ${it.language}`)).toEqual([]);
});

test('TypeScript and JavaScript compile', { timeout: 180_000 }, () => {
  const snippets = of('ts', 'js');
  expect(snippets.length).toBeGreaterThan(60);
  expect(compileSnippets(snippets)).toEqual([]);
});

test('JSON parses', () => {
  const faults = of('json', 'jsonc').filter(({ code }) => {
    const errors: ParseError[] = [];
    parseJsonc(code, errors, { allowTrailingComma: true });
    return errors.length > 0;
  });
  expect(faults.map(placeOf)).toEqual([]);
});

test('YAML parses', async () => {
  const { loadAll } = await yaml();
  for (const snippet of of('yaml')) {
    expect(() => loadAll(snippet.code), placeOf(snippet)).not.toThrow();
    expect(loadAll(snippet.code).length, placeOf(snippet)).toBeGreaterThan(0);
  }
});

interface Yaml {
  loadAll(text: string): unknown[];
}

/** One of those that tools of this repository bring along. */
async function yaml(): Promise<Yaml> {
  const name = 'js-yaml';
  const module = (await import(name)) as Yaml & { default?: Yaml };
  return module.default ?? module;
}

test.skipIf(findPython() === undefined)('Python compiles', () => {
  for (const snippet of of('python')) {
    const { stderr, status } = spawnSync(
      findPython() ?? '',
      ['-c', 'import sys; compile(sys.stdin.read(), "snippet", "exec", 0x2000)'],
      {
        input: snippet.code,
        encoding: 'utf8',
      },
    );
    expect(status, `${placeOf(snippet)}\n${stderr}`).toBe(0);
  }
});

test.for(of('sh').map((it) => [placeOf(it), it] as const))('shell, %s', ([, { code }]) => {
  const lines = code
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
  expect(lines.flatMap((line) => line.split(/\s*&&\s*/)).flatMap(faultIn)).toEqual([]);
});

const manifests = [
  `${ROOT}package.json`,
  `${ROOT}bench/package.json`,
  ...readdirSync(`${ROOT}test-fixtures/fresh`)
    .filter((it) => !it.includes('.'))
    .map((it) => `${ROOT}test-fixtures/fresh/${it}/package.json`),
].map((file) => JSON.parse(readFileSync(file, 'utf8')) as { scripts?: Record<string, string> });

/** Programs that are others' own matter. */
const OTHERS = [
  'java',
  'mvn',
  'docker',
  'pip',
  'python',
  'python3',
  'uvicorn',
  'tspc',
  'cd',
  'eval',
  'onetrace-ai',
];

function faultIn(line: string): string[] {
  const words = line.replace(/^export /, '').split(/\s+/);
  const at = words.findIndex((word) => !/^[A-Z][A-Z0-9_]*=/.test(word));
  const variables = (at < 0 ? words : words.slice(0, at)).map((it) => it.replace(/=.*$/, ''));
  const unknown = variables.filter((name) => /^(?:OTEL|AISDK|ONETRACE)_/.test(name) && !isVariable(name));
  const command = at < 0 ? [] : faultOfCommand(words.slice(at));
  return [...unknown.map((name) => `${name} is read by nobody`), ...command];
}

const sources = ['configure', 'otlp-env', 'contradictions']
  .map((it) => readFileSync(`${ROOT}runtime/config/${it}.ts`, 'utf8'))
  .join('');

const isVariable = (name: string): boolean =>
  // The agent for Java has its own.
  name.startsWith('OTEL_JAVA') ||
  sources.includes(name) ||
  sources.includes(`'${name.replace(/^OTEL_EXPORTER_OTLP_(?:TRACES_)?/, '')}'`) ||
  readFileSync(`${ROOT}python/README.md`, 'utf8').includes(name);

function faultOfCommand([program = '', ...args]: readonly string[]): string[] {
  if (program === 'npx') return faultOfNpx(args);
  if (program === 'npm') return faultOfNpm(args);
  if (program === 'node') return faultOfNode(args);
  return OTHERS.includes(program) || program.startsWith('"') ? [] : [`what is ${program}?`];
}

function faultOfNpx([program, name = '', ...args]: readonly string[]): string[] {
  if (program !== 'onetrace')
    return ['ts-patch', 'changeset', '@onetrace/viewer'].includes(program ?? '')
      ? []
      : [`what is npx ${program}?`];
  if (!Object.hasOwn(COMMANDS, name)) return [`there is no onetrace ${name}`];
  const command = COMMANDS[name as keyof typeof COMMANDS];
  // The viewer has its own.
  if (name === 'view' || name === 'traces') return [];
  const flags = args.filter((it) => it.startsWith('--')).map((it) => it.slice(2));
  return flags
    .filter((it) => !Object.hasOwn(command.options, it) && it !== 'help')
    .map((it) => `onetrace ${name} has no --${it}`);
}

function faultOfNpm([action = '', script = '']: readonly string[]): string[] {
  if (['ci', 'install', 'test', 'start', 'dedupe', 'init'].includes(action)) return [];
  if (action !== 'run') return [`what is npm ${action}?`];
  const isScript =
    manifests.some(({ scripts = {} }) => Object.hasOwn(scripts, script)) || ['dev'].includes(script);
  return isScript ? [] : [`there is no script ${script}`];
}

function faultOfNode(args: readonly string[]): string[] {
  const { exports } = JSON.parse(readFileSync(`${ROOT}plugins/package.json`, 'utf8')) as { exports: object };
  const imported = args.filter(
    (_, at) => args[at - 1] === '--import' && args[at]?.startsWith('@onetrace/plugins/'),
  );
  return imported
    .filter((it) => !Object.hasOwn(exports, it.replace('@onetrace/plugins', '.')))
    .map((it) => `${it} does not exist`);
}
