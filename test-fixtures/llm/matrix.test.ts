import Anthropic from '@anthropic-ai/sdk';
import * as ai6 from 'ai-6';
import { createOpenAI as createOpenAI3 } from 'ai-sdk-openai-3';
import OpenAI7 from 'openai';
import OpenAI5 from 'openai-5';
import OpenAI6 from 'openai-6';
import { afterAll, describe, expect, it } from 'vitest';
import { resolvedAttributes } from '../../runtime/attributes.ts';
import { shutdown } from '../../runtime/lifecycle.ts';
import { CLIENT, type Span, STATUS_ERROR } from '../../runtime/span.ts';
import { type Ai, ai7Cases, aiCases, type CreateOpenAI } from './ai-cases.ts';
import { anthropicCases } from './anthropic-cases.ts';
import { bedrockCases } from './bedrock-cases.ts';
import { cohereCases } from './cohere-cases.ts';
import { groqCases, togetherCases } from './compatible-cases.ts';
import { googleCases } from './google-cases.ts';
import { huggingfaceCases } from './huggingface-cases.ts';
import { langchainCases } from './langchain-cases.ts';
import { type Case, type HelperName, runCase } from './matrix.ts';
import { mcpCases } from './mcp-cases.ts';
import { mistralCases } from './mistral-cases.ts';
import { ollamaCases } from './ollama-cases.ts';
import { openaiCases } from './openai-cases.ts';
import { replicateCases } from './replicate-cases.ts';

afterAll(() => shutdown());

const CLIENTS: readonly (readonly [name: string, helper: HelperName, cases: readonly Case[]])[] = [
  ['openai 7', 'openai', openaiCases(OpenAI7)],
  ['openai 6', 'openai', openaiCases(OpenAI6 as never)],
  ['openai 5', 'openai', openaiCases(OpenAI5 as never)],
  ['groq-sdk', 'openai', groqCases],
  ['together-ai', 'openai', togetherCases],
  ['@anthropic-ai/sdk', 'anthropic', anthropicCases(Anthropic)],
  ['@google/genai', 'google', googleCases],
  ['cohere-ai', 'cohere', cohereCases],
  ['@mistralai/mistralai', 'mistral', mistralCases],
  ['ollama', 'ollama', ollamaCases],
  ['@aws-sdk/client-bedrock-runtime', 'bedrock', bedrockCases],
  ['@huggingface/inference', 'huggingface', huggingfaceCases],
  ['replicate', 'replicate', replicateCases],
  ['@modelcontextprotocol/sdk', 'mcp', mcpCases],
  ['@langchain/core', 'langchain', langchainCases],
  ['ai 7', 'ai', ai7Cases],
  ['ai 6', 'ai', aiCases(ai6 as unknown as Ai, createOpenAI3 as unknown as CreateOpenAI, 6)],
];

describe.each(CLIENTS)('%s behaves the same, and each call is one right span', (_name, helper, cases) => {
  it.each(cases.map((it) => [it.name, it] as const))('%s', async (_case, the) => {
    const before = await runCase(the, undefined);
    const after = await runCase(the, helper);
    expect(before.spans).toEqual([]);
    expect(after.said).toEqual(before.said);
    const names = after.spans.map(({ name }) => name);
    // What runs at once ends in any order.
    if (the.spans !== undefined) expect(names.toSorted()).toEqual(the.spans.toSorted());
    else expect(names).toHaveLength(1);
    if (names.length === 0) return;
    const span = (the.root === undefined ? after.spans[0] : outermost(after.spans)) as Span;
    const attributes = Object.fromEntries(resolvedAttributes(span));
    expect(span.kind).toBe(the.root?.kind ?? CLIENT);
    for (const { start, end } of after.spans) expect(end).toBeGreaterThanOrEqual(start);
    const expected = the.root?.attributes ?? the.attributes ?? {};
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, attributes[key]]))).toEqual(expected);
    if (the.error !== undefined)
      expect([span.status, attributes['error.type']]).toEqual([STATUS_ERROR, the.error]);
    const reasons = attributes['gen_ai.response.finish_reasons'];
    const isTimed = attributes['gen_ai.request.stream'] === true && span.kind === CLIENT && !the.untimed;
    if (isTimed && the.error === undefined && Array.isArray(reasons) && !reasons.includes('error')) {
      expect(attributes['gen_ai.response.time_to_first_chunk']).toBeGreaterThan(0);
    }
  });
});

/** The one above all others, which are below it directly. */
function outermost(spans: readonly Span[]): Span | undefined {
  const root = spans.find(({ parent }) => parent === undefined);
  for (const span of spans) if (span !== root) expect(span.parent).toBe(root);
  return root;
}
