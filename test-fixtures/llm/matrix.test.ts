import Anthropic from '@anthropic-ai/sdk';
import OpenAI7 from 'openai';
import OpenAI5 from 'openai-5';
import OpenAI6 from 'openai-6';
import { afterAll, describe, expect, it } from 'vitest';
import { resolvedAttributes } from '../../runtime/attributes.ts';
import { shutdown } from '../../runtime/lifecycle.ts';
import { CLIENT, STATUS_ERROR } from '../../runtime/span.ts';
import { anthropicCases } from './anthropic-cases.ts';
import { cohereCases } from './cohere-cases.ts';
import { googleCases } from './google-cases.ts';
import { type Case, type HelperName, runCase } from './matrix.ts';
import { mistralCases } from './mistral-cases.ts';
import { ollamaCases } from './ollama-cases.ts';
import { openaiCases } from './openai-cases.ts';

afterAll(() => shutdown());

const CLIENTS: readonly (readonly [name: string, helper: HelperName, cases: readonly Case[]])[] = [
  ['openai 7', 'openai', openaiCases(OpenAI7)],
  ['openai 6', 'openai', openaiCases(OpenAI6 as never)],
  ['openai 5', 'openai', openaiCases(OpenAI5 as never)],
  ['@anthropic-ai/sdk', 'anthropic', anthropicCases(Anthropic)],
  ['@google/genai', 'google', googleCases],
  ['cohere-ai', 'cohere', cohereCases],
  ['@mistralai/mistralai', 'mistral', mistralCases],
  ['ollama', 'ollama', ollamaCases],
];

describe.each(CLIENTS)('%s behaves the same, and each call is one right span', (_name, helper, cases) => {
  it.each(cases.map((it) => [it.name, it] as const))('%s', async (_case, the) => {
    const before = await runCase(the, undefined);
    const after = await runCase(the, helper);
    expect(before.spans).toEqual([]);
    expect(after.said).toEqual(before.said);
    const names = after.spans.map(({ name }) => name);
    if (the.spans !== undefined) expect(names).toEqual(the.spans);
    else expect(names).toHaveLength(1);
    const [span] = after.spans;
    if (span === undefined) return;
    const attributes = Object.fromEntries(resolvedAttributes(span));
    expect(span.kind).toBe(CLIENT);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(
      Object.fromEntries(Object.keys(the.attributes ?? {}).map((key) => [key, attributes[key]])),
    ).toEqual(the.attributes ?? {});
    if (the.error !== undefined)
      expect([span.status, attributes['error.type']]).toEqual([STATUS_ERROR, the.error]);
    if (
      attributes['gen_ai.request.stream'] === true &&
      the.error === undefined &&
      attributes['gen_ai.response.finish_reasons']
    ) {
      expect(attributes['gen_ai.response.time_to_first_chunk']).toBeGreaterThan(0);
    }
  });
});
