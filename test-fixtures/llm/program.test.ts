/** From the author's own text to what a collector receives: built by esbuild into one file, and run. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onetrace } from '@onetrace/plugins/esbuild';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Collector, startCollector } from '../../examples/collector/collector.ts';
import { type LlmServer, startLlmServer } from '../../examples/llm-server/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'onetrace-program-'));
let collector: Collector;
let server: LlmServer;

beforeAll(async () => {
  [collector, server] = await Promise.all([startCollector(), startLlmServer()]);
});
afterAll(async () => {
  await Promise.all([collector.close(), server.close()]);
  rmSync(folder, { recursive: true });
});

const SPANS = [
  'chat claude-test',
  'chat command-test',
  'chat gpt-4o', // openai
  'chat gpt-4o', // streamText
  'chat gpt-4o', // two steps of the agent
  'chat gpt-4o',
  'chat gpt-4o', // the chain's model
  'chat llama-groq',
  'chat llama-hf',
  'chat llama-local',
  'chat llama-together',
  'chat mistral-test',
  'chat nova-test',
  'execute_tool weather', // of the agent
  'execute_tool weather', // of the MCP server
  'generate_content gemini-test',
  'generate_content meta/llama',
  'invoke_agent',
  'invoke_workflow RunnableSequence',
  'tools/call weather', // the MCP server's own
];

it('every client of a program is seen, once a call, with where it was called', async () => {
  const outfile = join(folder, 'app.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./program/app.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['onetrace-source'],
    logLevel: 'error',
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire("/");' },
    plugins: [onetrace()],
  });
  const env = { ...process.env, LLM_URL: server.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  await promisify(execFile)(process.execPath, ['--no-warnings', outfile], { env });
  const { spans } = collector;
  expect(spans.map(({ name }) => name).toSorted()).toEqual(SPANS);
  const [openai] = spans.filter(({ attributes }) => attributes['code.function.name'] === 'clients');
  expect(openai?.attributes['code.file.path']).toMatch(/program\/app\.ts$/);
  const tokens = spans.filter(({ attributes }) => attributes['gen_ai.usage.input_tokens'] !== undefined);
  // All but tools, the workflow, and Replicate's `run`, which tells no tokens.
  expect(tokens).toHaveLength(SPANS.length - 5);
  const [served] = spans.filter(({ name }) => name === 'tools/call weather');
  const caller = spans.find(({ spanId }) => spanId === served?.parentSpanId);
  expect([caller?.name, caller?.traceId]).toEqual(['execute_tool weather', served?.traceId]);
});
