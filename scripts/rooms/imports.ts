import { dirname, join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';

export type ImportKind = 'static' | 'types' | 'late';

export interface Import {
  readonly from: string;
  /** A path relative to the root, or a module that is no path. */
  readonly to: string;
  readonly kind: ImportKind;
}

export interface Source {
  readonly file: string;
  /** Without its comments. */
  readonly code: string;
  readonly imports: readonly Import[];
  /** Names of the functions at the file's top level. */
  readonly functions: readonly string[];
}

/** `file` is relative to `root`, with forward slashes. */
export function read(root: string, file: string, text: string): Source {
  const { module, program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const found: [specifier: string, kind: ImportKind][] = [];
  for (const { moduleRequest, entries, start, end } of module.staticImports) {
    const types = /^import\s+type\b/.test(text.slice(start, end)) || all(entries, (it) => it.isType);
    found.push([moduleRequest.value, types ? 'types' : 'static']);
  }
  for (const { moduleRequest, isType } of module.staticExports.flatMap(({ entries }) => entries)) {
    if (moduleRequest) found.push([moduleRequest.value, isType ? 'types' : 'static']);
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const specifier = literal(text.slice(moduleRequest.start, moduleRequest.end));
    if (specifier !== undefined) found.push([specifier, 'late']);
  }
  const code = without(text, comments);
  for (const [, specifier = ''] of code.matchAll(/\brequire\((['"][^'"]+['"])\)/g)) {
    found.push([literal(specifier) ?? '', 'late']);
  }
  return {
    file,
    code,
    imports: found.map(([to, kind]) => ({ from: file, to: placeOf(root, file, to), kind })),
    functions: program.body.flatMap(functionsIn),
  };
}

type Statement = ReturnType<typeof parseSync>['program']['body'][number];

function functionsIn(statement: Statement): string[] {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (declared?.type === 'FunctionDeclaration') return declared.id ? [declared.id.name] : [];
  if (declared?.type !== 'VariableDeclaration') return [];
  return declared.declarations.flatMap(({ id, init }) =>
    id.type === 'Identifier' && /^(?:Arrow)?FunctionExpression$/.test(init?.type ?? '') ? [id.name] : [],
  );
}

const all = <T>(items: readonly T[], test: (item: T) => boolean): boolean =>
  items.length > 0 && items.every(test);

const literal = (text: string): string | undefined => /^(['"])(.*)\1$/.exec(text)?.[2];

function placeOf(root: string, file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return relative(root, join(root, dirname(file), specifier)).replaceAll('\\', '/');
}

function without(text: string, comments: readonly { start: number; end: number }[]): string {
  let code = '';
  let at = 0;
  for (const { start, end } of comments) {
    code += text.slice(at, start);
    at = end;
  }
  return code + text.slice(at);
}
