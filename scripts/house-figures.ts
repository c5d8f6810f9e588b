/**
 * How this code reads, in figures, beside the models of its field: `npm run figures`. The models' columns
 * were counted by the same method over their snapshots of 2026-11 and are kept in house-figures.json.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './packages.ts';
import { HOOKS } from './rooms/order.ts';

const PACKAGES = ['runtime', 'transformer', 'plugins', 'viewer'];
const isSource = (file: string): boolean =>
  /\.tsx?$/.test(file) && !/\.(?:test|testkit|d)\.tsx?$|(?:^|\/)(?:dist|node_modules)\//.test(file);

interface Measured {
  readonly file: string;
  readonly lines: number;
  readonly comments: number;
  readonly functions: readonly number[];
  readonly parameters: readonly number[];
  readonly names: readonly string[];
  readonly any: number;
  readonly asserted: number;
}

/** Figures of one file; lines of a function count its head and its braces. */
export function measureFile(file: string, text: string): Measured {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const functions: number[] = [];
  const parameters: number[] = [];
  let any = 0;
  let asserted = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      functions.push(lineAt(source, node.getEnd()) - lineAt(source, node.getStart()) + 1);
      parameters.push(node.parameters.length);
    }
    if (node.kind === ts.SyntaxKind.AnyKeyword) any++;
    if (ts.isNonNullExpression(node)) asserted++;
    ts.forEachChild(node, visit);
  };
  visit(source);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const comments = lines.filter((line) => /^\s*(?:\/\/|\/\*|\*)/.test(line)).length;
  return {
    file,
    lines: lines.length,
    comments,
    functions,
    parameters,
    names: namesIn(source),
    any,
    asserted,
  };
}

const lineAt = (source: ts.SourceFile, at: number): number => source.getLineAndCharacterOfPosition(at).line;

const namesIn = (source: ts.SourceFile): string[] =>
  source.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
        ? [name.getText(source)]
        : [],
    );
  });

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

const percent = (count: number, of: number): string => `${((100 * count) / Math.max(of, 1)).toFixed(1)} %`;

const spread = (values: readonly number[]): string =>
  [quantile(values, 0.5), quantile(values, 0.9), quantile(values, 1)].join(' / ');

/** The rows of the table by their title. Throws where there is nothing to measure. */
export function figuresOf(files: readonly Measured[]): Record<string, string> {
  if (files.length === 0) throw new Error('no files to measure');
  const functions = files.flatMap((file) => file.functions);
  const homes = Map.groupBy(
    files.flatMap(({ names }, at) => [...new Set(names)].map((name) => ({ name, at }))),
    ({ name }) => name,
  );
  const named = files.flatMap(({ names }) => names);
  const own = named.filter((name) => !HOOKS.includes(name));
  const sum = (of: (file: Measured) => number): number => files.reduce((total, file) => total + of(file), 0);
  const lines = sum((file) => file.lines);
  return {
    'files / lines': `${files.length} / ${lines}`,
    'file median / p90 / max': spread(files.map((file) => file.lines)),
    'files <= 200 lines': percent(files.filter((file) => file.lines <= 200).length, files.length),
    'function median / p90 / max': spread(functions),
    'functions > 50 lines': percent(functions.filter((it) => it > 50).length, functions.length),
    'parameters p90': String(
      quantile(
        files.flatMap((file) => file.parameters),
        0.9,
      ),
    ),
    'comment lines': percent(
      sum((file) => file.comments),
      lines,
    ),
    'any / x!': `${sum((file) => file.any)} / ${sum((file) => file.asserted)}`,
    'functions with a shared name': percent(
      named.filter((name) => (homes.get(name)?.length ?? 0) > 1).length,
      named.length,
    ),
    '- hooks excepted': percent(
      own.filter((name) => (homes.get(name)?.length ?? 0) > 1).length,
      named.length,
    ),
    'one-word function names': percent(named.filter(isOneWord).length, named.length),
    '- hooks and files so named excepted': percent(
      files.flatMap(({ file, names }) => names.filter((name) => isOneWord(name) && !isExcepted(name, file)))
        .length,
      named.length,
    ),
  };
}

const isOneWord = (name: string): boolean => /^[A-Z]?[a-z\d]+$/.test(name);

/** What every adapter calls alike, and a function whose file is named for it. */
const isExcepted = (name: string, file: string): boolean =>
  HOOKS.includes(name) || file.replace(/^.*\/|\.tsx?$/g, '') === name;

function measurePackage(name: string): Measured[] {
  const files = (readdirSync(join(ROOT, name), { recursive: true }) as string[]).filter(isSource);
  return files.map((file) => measureFile(file, readFileSync(join(ROOT, name, file), 'utf8')));
}

if (import.meta.main) {
  const { source, models } = JSON.parse(readFileSync(join(ROOT, 'scripts/house-figures.json'), 'utf8')) as {
    source: string;
    models: Record<string, Record<string, string>>;
  };
  const columns: Record<string, Record<string, string>> = {
    onetrace: figuresOf(PACKAGES.flatMap(measurePackage)),
    ...Object.fromEntries(PACKAGES.map((name) => [name, figuresOf(measurePackage(name))])),
    ...models,
  };
  console.log(
    `| | ${Object.keys(columns).join(' | ')} |\n|---|${'---|'.repeat(Object.keys(columns).length)}`,
  );
  for (const row of Object.keys(columns['onetrace'] ?? {}))
    console.log(
      `| ${row} | ${Object.values(columns)
        .map((column) => column[row] ?? '')
        .join(' | ')} |`,
    );
  console.log(`\n(models: ${source})`);
}
