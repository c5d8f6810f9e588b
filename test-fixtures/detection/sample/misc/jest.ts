import OpenAI from 'openai';
import { describe, expect, it, vi } from 'vitest';

describe('client', () => {
  let client: OpenAI;
  beforeEach(() => {
    client = new OpenAI({ apiKey: 'test', fetch: vi.fn() });
  });
  it('asks', async () => {
    const r = await client.chat.completions.create({ model: 'm', messages: [] });
//                  ^                       ~ llm openai proven
    expect(r.choices).toHaveLength(1);
  });
});
