import { generateText } from './llm';
import { streamText } from 'hono/streaming';
import type { embed } from 'ai';

function generateObject(options: unknown) {
  return options;
}

export const a = () => generateText({ model: 'x', prompt: 'y' });
export const b = (c: any) => streamText(c, async (stream) => stream.write('x'));
export const c = () => generateObject({ model: 'x' });
export const d = (embed: (x: string) => void) => embed('x');
export const e = { generateText() {}, embed: 1 };
