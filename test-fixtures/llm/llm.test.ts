import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { anthropic, openai } from 'onetrace/inject';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCollector } from '../../examples/collector/collector.ts';
import { type LlmServer, startLlmServer } from '../../examples/llm-server/server.ts';
import { state } from '../../runtime/core/state.ts';
import { resolvedAttributes } from '../../runtime/trace/resolve-attributes.ts';
import type { Span } from '../../runtime/trace/span.ts';
import { record } from '../record.ts';

const unread = fileURLToPath(new URL('./unread.ts', import.meta.url));
const floating = fileURLToPath(new URL('./floating.ts', import.meta.url));

async function said(...args: string[]): Promise<string[]> {
  const flags = ['--conditions=onetrace-source', '--no-warnings', floating, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  return JSON.parse(stdout) as string[];
}

describe('rejections that nobody handles are raised as often as before', async () => {
  it.each(await said('untouched'))('%s', async (name) => {
    const [before, after] = await Promise.all([said('untouched', name), said('wrapped', name)]);
    expect(after).toEqual(before);
    if (name.endsWith('floats')) expect(before).toHaveLength(1);
  });

  it('floating ones are raised once', async () => {
    expect(await said('wrapped', 'openai floats')).toEqual(['BadRequestError']);
    expect(await said('wrapped', 'openai is caught')).toEqual([]);
  });
});

describe('what only looks like a call of a model', () => {
  const shaped = (method: string) => `f.ts:1:1#f?method=${method}`;
  let spans: readonly Span[];
  beforeEach(() => {
    spans = record({});
  });

  it.each([
    ['Twilio', anthropic, { body: 'hi', from: '+1', to: '+2' }],
    ['a row of a table', anthropic, { data: { model: 'x', messages: [] } }],
    ['a form', openai, { model: 'not asked' }],
    ['nothing', openai, undefined],
    ['a string', openai, 'gpt-4o'],
  ])('%s is only called', (_name, helper, body) => {
    const receiver = {
      create(this: unknown, ...args: unknown[]) {
        return [this === receiver, args];
      },
    };
    expect(helper(shaped('messages.create'), receiver, 'create')(body, 2)).toEqual([true, [body, 2]]);
    expect(spans).toEqual([]);
  });

  it('a client of somebody else with a request of ours is a call', async () => {
    const receiver = {
      create: async (body: { model: string }) => ({ id: 'x', model: body.model, choices: [] }),
    };
    await openai(
      shaped('chat.completions.create'),
      receiver,
      'create',
    )({ model: 'm', messages: [] } as never);
    expect(spans.map(({ name }) => name)).toEqual(['chat m']);
  });
});

describe('content', () => {
  let server: LlmServer;
  let client: OpenAI;
  beforeEach(async () => {
    server = await startLlmServer();
    client = new OpenAI({ apiKey: 'x', baseURL: `${server.url}/v1` });
  });
  afterEach(() => server.close());

  const SITE = 'f.ts:1:1#f?method=chat.completions.create&proven=1';
  const request = (more: object = {}) =>
    ({
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'card 4111' },
      ],
      ...more,
    }) as never;

  async function attributesOf(options: object, more: object = {}): Promise<Record<string, unknown>> {
    const spans = record(options);
    const answer = (await openai(SITE, client.chat.completions, 'create')(request(more))) as unknown;
    if (Symbol.asyncIterator in (answer as object))
      for await (const _chunk of answer as AsyncIterable<unknown>);
    await expect.poll(() => spans.length).toBe(1);
    return Object.fromEntries(resolvedAttributes(spans[0] as Span));
  }

  it('is not recorded unless asked for', async () => {
    const attributes = await attributesOf({});
    expect(JSON.stringify(attributes)).not.toContain('4111');
    expect(Object.keys(attributes).filter((key) => /messages|instructions/.test(key))).toEqual([]);
  });

  it('follows the schemas, streamed or not', async () => {
    for (const stream of [false, true]) {
      const attributes = await attributesOf({ captureContent: true }, { stream });
      expect(JSON.parse(String(attributes['gen_ai.input.messages']))).toEqual([
        { role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] },
        { role: 'user', parts: [{ type: 'text', content: 'card 4111' }] },
      ]);
      expect(JSON.parse(String(attributes['gen_ai.output.messages']))).toEqual([
        {
          role: 'assistant',
          parts: [{ type: 'text', content: 'You asked: card 4111' }],
          finish_reason: 'stop',
        },
      ]);
    }
  });

  it('holds tool calls, put together from their deltas', async () => {
    for (const stream of [false, true]) {
      const tools = [{ type: 'function', function: { name: 'weather', parameters: {} } }];
      const attributes = await attributesOf({ captureContent: true }, { stream, tools });
      expect(JSON.parse(String(attributes['gen_ai.output.messages']))).toEqual([
        {
          role: 'assistant',
          parts: [{ type: 'tool_call', id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' }],
          finish_reason: 'tool_calls',
        },
      ]);
    }
  });

  it('passes the redaction hook, and one that throws hides everything', async () => {
    const redact = (text: string) => text.replace(/\d{4}/g, '****');
    const hidden = JSON.stringify(await attributesOf({ captureContent: true, redact }));
    expect(hidden).toContain('card ****');
    expect(hidden).not.toContain('4111');
    const broken = await attributesOf({
      captureContent: true,
      redact: () => {
        throw new Error('no');
      },
    });
    expect(String(broken['gen_ai.input.messages'])).toContain('[redaction failed]');
    expect(JSON.stringify(broken)).not.toContain('4111');
  });

  it('is cut, and stays JSON', async () => {
    const long = 'x'.repeat(100_000);
    const attributes = await attributesOf(
      { captureContent: true },
      { messages: [{ role: 'user', content: long }] },
    );
    const json = String(attributes['gen_ai.input.messages']);
    expect(json.length).toBeLessThanOrEqual(65_536);
    const [message] = JSON.parse(json) as { parts: { content: string }[] }[];
    expect(message?.parts[0]?.content).toMatch(/^x{1000,}…$/);
  });
});

describe('a span always ends', () => {
  it('when the stream is aborted unread', async () => {
    const spans = record({});
    const server = await startLlmServer();
    const client = new OpenAI({ apiKey: 'x', baseURL: `${server.url}/v1` });
    const create = openai(
      'f.ts:1:1#f?method=chat.completions.create&proven=1',
      client.chat.completions,
      'create',
    );
    const stream = (await create({ model: 'gpt-4o', stream: true, messages: [] } as never)) as unknown as {
      controller: AbortController;
    };
    expect(spans).toEqual([]);
    stream.controller.abort();
    await expect.poll(() => spans.length).toBe(1);
    expect(spans[0]?.status).toBe(0);
    await server.close();
  });

  it('when the process does', async () => {
    const [collector, server] = await Promise.all([startCollector(), startLlmServer()]);
    const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    const flags = ['--conditions=onetrace-source', '--no-warnings', unread, server.url];
    await promisify(execFile)(process.execPath, flags, { env });
    const [span] = collector.spans;
    expect(span?.name).toBe('chat gpt-4o');
    expect(span?.attributes['gen_ai.response.finish_reasons']).toEqual(['error']);
    await Promise.all([collector.close(), server.close()]);
  });

  it('with nothing recorded, nothing is made', async () => {
    record({ enabled: false });
    expect(state.config?.recording).toBe(false);
    const receiver = { create: () => 'same' };
    expect(openai('f.ts:1:1#f?method=chat.completions.create&proven=1', receiver, 'create')()).toBe('same');
  });
});
