/** Compiles snippets against the sources of this repository and the packages of its tests, all in one program. */
import ts from 'typescript';
import { ROOT } from '../packages.ts';
import type { Snippet } from './documents.ts';

const FOLDER = `${ROOT}test-fixtures/snippets/`;

/** What a snippet may leave to its reader to imagine. */
const PRELUDE = `
import * as onetrace from 'onetrace';
import * as testing from 'onetrace/testing';
declare global {
  const Observe: typeof onetrace.Observe;
  const internalHosts: typeof onetrace.internalHosts, traced: typeof onetrace.traced;
  const assertSpan: typeof testing.assertSpan, assertTrace: typeof testing.assertTrace;
  const recordSpans: typeof testing.recordSpans, renderTrace: typeof testing.renderTrace;
  const session: any, user: any, message: any, request: any, response: any, queue: any, text: any, payload: any;
  const recorder: any, trace: any, ask: any, run: any, parse: any, enrich: any, other: any, openai: any, options: any;
  const build: any, test: any, Bun: any, defineEventHandler: any, defineNitroPlugin: any;
}
export {};
`;

/** Packages that are not among those of the tests: their imports are not looked into. */
const ABSENT =
  /^(?:next|nuxt|@nestjs\/cli|@cloudflare\/vite-plugin|cloudflare:workers|@jest\/globals|tsup|webpack|@rspack\/core|@farmfe\/core|@langfuse\/.*)$/;

const CANNOT_FIND_MODULE = 2307;
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  customConditions: ['onetrace-source'],
  types: ['node'],
  strict: true,
  noImplicitAny: false,
  strictNullChecks: false,
  noEmit: true,
  skipLibCheck: true,
  experimentalDecorators: false,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
};

/** One line for each fault, with the document's own line. */
export function compileSnippets(snippets: readonly Snippet[]): string[] {
  const texts = new Map(snippets.map((it, index) => [`${FOLDER}${index}.ts`, it.code]));
  texts.set(`${FOLDER}prelude.ts`, PRELUDE);
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, version) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile.call(host, name, version)
      : ts.createSourceFile(name, text, version);
  };
  host.fileExists = (name) => texts.has(name) || fileExists.call(host, name);
  host.readFile = (name) => texts.get(name) ?? readFile.call(host, name);
  const program = ts.createProgram([...texts.keys()], OPTIONS, host);
  return snippets.flatMap((snippet, index) => {
    const source = program.getSourceFile(`${FOLDER}${index}.ts`);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.filter((it) => !isAbsent(it)).map((it) => faultText(snippet, it));
  });
}

function isAbsent({ code, messageText }: ts.Diagnostic): boolean {
  const [, module = ''] = /'([^']+)'/.exec(ts.flattenDiagnosticMessageText(messageText, ' ')) ?? [];
  return code === CANNOT_FIND_MODULE && ABSENT.test(module);
}

function faultText(
  { file, line }: Snippet,
  { file: source, start = 0, messageText, code }: ts.Diagnostic,
): string {
  const at = source?.getLineAndCharacterOfPosition(start).line ?? 0;
  return `${file}:${line + 1 + at} TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
