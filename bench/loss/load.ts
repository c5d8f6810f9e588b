/** A steady load of spans as an LLM call leaves them, from a program of its own. */
import { setTimeout as sleep } from 'node:timers/promises';

export const ATTRIBUTES = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o-mini',
  'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
  'gen_ai.response.id': 'chatcmpl-AbCdEfGhIjKlMnOp',
  'gen_ai.request.temperature': 0.7,
  'gen_ai.usage.input_tokens': 512,
  'gen_ai.usage.output_tokens': 88,
  'server.address': 'api.openai.com',
  'server.port': 443,
} as const;

const TICK = 5;

/** Calls `one` `perSecond` times a second, `count` times in all, in bursts of 5 ms. */
export async function load(count: number, perSecond: number, one: (at: number) => void): Promise<void> {
  const start = performance.now();
  for (let at = 0; at < count; ) {
    const due = Math.min(((performance.now() - start) / 1000) * perSecond, count);
    while (at < due) one(at++);
    await sleep(TICK);
  }
}
