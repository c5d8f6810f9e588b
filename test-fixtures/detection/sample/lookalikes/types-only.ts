import type OpenAI from 'openai';
import type { generateText } from 'ai';

export type Create = OpenAI['chat']['completions']['create'];
export type Result = Awaited<ReturnType<typeof generateText>>;
export type F = typeof fetch;
export interface Llm {
  chat: { completions: { create(body: unknown): Promise<unknown> } };
  fetch(url: string): Promise<Response>;
}
export declare function create(client: OpenAI): void;
