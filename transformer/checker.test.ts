import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { type TypeScriptResult, transformTypeScript } from './transform-tree.ts';

const folder = fileURLToPath(new URL('../test-fixtures/', import.meta.url));

/** One program of one file, which stands where the clients' packages are found. */
function transformed(text: string): TypeScriptResult {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const name = `${folder}program.mts`;
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === name || fileExists.call(host, path);
  host.getSourceFile = (path, ...rest) =>
    path === name
      ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
      : getSourceFile.call(host, path, ...rest);
  const program = ts.createProgram([name], options, host);
  let result: TypeScriptResult | undefined;
  const before = (context: ts.TransformationContext) => (file: ts.SourceFile) => {
    result = transformTypeScript({ ts, context, file, program }, { root: folder });
    return result.tree;
  };
  program.emit(undefined, () => {}, undefined, false, { before: [before] });
  if (result === undefined) throw new Error('nothing was emitted');
  return result;
}

test('types prove what the text leaves open', () => {
  const { sites, misses } = transformed(`
import type OpenAI from 'openai';
import type { AzureOpenAI } from 'openai';
import Anthropic from '@anthropic-ai/sdk';
interface Llm { readonly inner: OpenAI }
type Completions = OpenAI['chat']['completions'];
declare const make: () => Llm;
declare const q: OpenAI.Chat.ChatCompletionCreateParamsNonStreaming;
class Service {
  constructor(private readonly llm: Completions, readonly azure: AzureOpenAI) {}
  one() { return this.llm.create(q); }
  two() { return this.azure.chat.completions.create(q); }
}
export const parameter = (c: Completions) => c.create(q);
export const result = () => make().inner.responses.create({ model: 'm', input: 'i' });
export const picked = (c: Pick<Completions, 'create'>) => c.create(q);
export const both = (c: Completions | undefined) => c?.create(q);
export const generic = <T extends Completions>(c: T) => c['create'](q);
export const bound = (c: Completions) => { const ask = c.create.bind(c); return ask(q); };
export const embed = ({ embeddings }: OpenAI) => embeddings.create({ model: 'm', input: 'i' });
export const beta = ({ beta: { messages } }: Anthropic) => messages.create({ model: 'm', max_tokens: 1, messages: [] });
export { Service };
`);
  const found = sites.map((it) => [it.line, it.rule, it.confidence, it.facts.method].join(' '));
  expect(found).toEqual([
    '11 openai proven chat.completions.create',
    '12 openai proven chat.completions.create',
    '14 openai proven chat.completions.create',
    '15 openai proven responses.create',
    '16 openai proven chat.completions.create',
    '17 openai proven chat.completions.create',
    '18 openai proven chat.completions.create',
    '19 openai proven chat.completions.create',
    '20 openai proven embeddings.create',
    '21 anthropic proven beta.messages.create',
  ]);
  expect(misses).toEqual([]);
});

test('types reject what only looks like a call of a model', () => {
  const { sites, misses } = transformed(`
import type OpenAI from 'openai';
declare const q: any;
export const threads = (c: OpenAI) => c.beta.threads.messages.create('t', q);
export const models = (c: OpenAI) => c.models.list();
export const foreign = (x: { messages: ObjectConstructor }) => x.messages.create(q);
export const mimic = (chat: { completions: { create(q: unknown): void } }) => chat.completions.create(q);
export const any = (c: any) => c.messages.create(q);
`);
  const found = sites.map((it) => [it.line, it.rule, it.confidence].join(' '));
  expect(found).toEqual(['7 openai shaped', '8 anthropic shaped']);
  expect(misses.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '6: its receiver comes from "typescript", which is no known LLM client',
  ]);
});

test('types tell a router from what only has its methods', () => {
  const { sites, misses } = transformed(`
import type { Hono } from 'hono';
import type { FastifyInstance } from 'fastify';
declare const list: () => Response;
export const hono = (app: Hono) => app.get('/a', list);
export const fastify = (app: FastifyInstance) => app.post('/b', async () => 1);
export const cache = (it: Map<string, () => void>) => it.get('/c');
export const other = (it: { get: String['replace'] }) => it.get('/d', () => '1');
export const unknown = (it: any) => it.put('/e', () => 1);
`);
  const found = sites.map((it) => [it.line, it.confidence, it.facts['http.route']].join(' '));
  expect(found).toEqual(['5 proven /a', '6 proven /b', '9 shaped /e']);
  expect(misses.map(({ line, reason }) => `${line}: ${reason}`)).toEqual(['8: its receiver is no router']);
});
