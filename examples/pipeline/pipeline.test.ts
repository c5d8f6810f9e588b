import type { TreeSpan } from '@onetrace/example-collector';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildServices } from './build.ts';
import { type Pipeline, startPipeline } from './pipeline.ts';
import { questions } from './questions.ts';
import { faultsOf, SPANS_PER_REQUEST, tracesOf } from './traces.ts';

const asked = questions(200);
let pipeline: Pipeline;
let answers: string[];
let spans: TreeSpan[];

beforeAll(async () => {
  const built = await buildServices('test');
  pipeline = await startPipeline(built, { flags: ['--conditions=onetrace-source'] });
  answers = await Promise.all(asked.map(pipeline.ask));
  spans = await pipeline.finish(asked.length * SPANS_PER_REQUEST, 20_000);
}, 60_000);
afterAll(() => pipeline?.stop());

it('answers every request', () => {
  expect(answers).toEqual(asked.map(({ question }) => `You asked: ${question}`));
});

it('makes one connected trace of each of 200 concurrent requests, with its own session and user', () => {
  expect(faultsOf(spans, asked)).toEqual([]);
});

it('gives every trace the same shape', () => {
  const shapes = new Set(tracesOf(spans).map(shapeOf));
  expect([...shapes]).toEqual([
    `
gateway SERVER POST /ask
  gateway CLIENT POST
    retrieval SERVER POST /search
  gateway CLIENT POST
    llm SERVER POST /answer
      llm CLIENT chat gpt-4o
  gateway CLIENT POST
    worker SERVER POST /jobs
      worker INTERNAL write-note
        worker CLIENT POST
          llm SERVER POST /note
            llm CLIENT chat claude-sonnet-5-5`,
  ]);
});

it.each([
  [
    'POST /ask',
    {
      'http.request.method': 'POST',
      'http.route': '/ask',
      'url.path': '/ask',
      'url.scheme': 'http',
      'http.response.status_code': 200,
    },
  ],
  [
    'POST',
    {
      'http.request.method': 'POST',
      'server.address': '127.0.0.1',
      'server.port': expect.any(Number),
      'url.full': expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\w+$/),
      'http.response.status_code': expect.any(Number),
    },
  ],
  [
    'chat gpt-4o',
    {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.request.stream': true,
      'server.address': '127.0.0.1',
      'server.port': expect.any(Number),
      'gen_ai.response.id': expect.any(String),
      'gen_ai.response.model': expect.stringContaining('gpt-4o'),
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
      'gen_ai.usage.input_tokens': expect.any(Number),
      'gen_ai.usage.output_tokens': expect.any(Number),
      'code.file.path': 'services/llm.ts',
      'code.line.number': expect.any(Number),
    },
  ],
  [
    'chat claude-sonnet-5-5',
    {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': 'claude-sonnet-5-5',
      'gen_ai.request.max_tokens': 200,
      'gen_ai.response.id': expect.any(String),
      'gen_ai.response.finish_reasons': ['end_turn'],
      'gen_ai.usage.input_tokens': expect.any(Number),
      'gen_ai.usage.output_tokens': expect.any(Number),
    },
  ],
])('follows the semantic conventions: %s', (name, attributes) => {
  const own = spans.filter((span) => span.name === name);
  expect(own.length).toBeGreaterThanOrEqual(asked.length);
  for (const span of own) {
    expect(span.attributes).toMatchObject(attributes);
    expect(span.status).toEqual({ code: 0, message: '' });
  }
});

it('says of a call that does not stream neither that it streams nor when the first chunk came', () => {
  const [call] = spans.filter(({ name }) => name.startsWith('chat claude'));
  expect(Object.keys(call?.attributes ?? {})).not.toContain('gen_ai.request.stream');
  expect(Object.keys(call?.attributes ?? {})).not.toContain('gen_ai.response.time_to_first_chunk');
});

it('keeps questions and answers out of the spans', () => {
  expect(spans.filter((span) => /You asked|refund|parcel/i.test(JSON.stringify(span.attributes)))).toEqual(
    [],
  );
});

const KINDS = ['', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];

function shapeOf(trace: readonly TreeSpan[]): string {
  const children = Map.groupBy(
    [...trace].sort((a, b) => a.startMs - b.startMs),
    ({ parentSpanId }) => parentSpanId,
  );
  const below = (parent: string, indent: string): string =>
    (children.get(parent) ?? [])
      .map(
        ({ service, kind, name, spanId }) =>
          `${indent}${service} ${KINDS[kind]} ${name}${below(spanId, `${indent}  `)}`,
      )
      .join('');
  return below('', '\n');
}
