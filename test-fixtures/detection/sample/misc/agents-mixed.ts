import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { GoogleGenAI } from '@google/genai';
import { CohereClientV2 } from 'cohere-ai';

type Provider = 'openai' | 'anthropic' | 'google' | 'cohere';

interface Clients {
  openai?: OpenAI;
  anthropic?: Anthropic;
  google?: GoogleGenAI;
  cohere?: CohereClientV2;
}

const clients: Clients = {};

export function configure(keys: Record<Provider, string>) {
  clients.openai = new OpenAI({ apiKey: keys.openai });
  clients.anthropic = new Anthropic({ apiKey: keys.anthropic });
}

export async function ask(provider: Provider, prompt: string): Promise<string> {
  switch (provider) {
    case 'openai': {
      if (!clients.openai) throw new Error('OpenAI is not configured');
      const r = await clients.openai.responses.create({ model: 'gpt-4o', input: prompt });
//                    ^                        ~ llm openai proven
      return r.output_text;
    }
    case 'anthropic': {
      const r = await clients.anthropic!.messages.create({ model: 'm', max_tokens: 1, messages: [] });
//                    ^                           ~ llm anthropic proven
      return String(r.content);
    }
    case 'google':
      return (await clients.google!.models.generateContent({ model: 'm', contents: prompt })).text ?? '';
//                  ^                      ~ llm google proven
    case 'cohere':
      return String((await clients.cohere!.chat({ model: 'm', messages: [] })).message);
//                         ^               ~ llm cohere proven
  }
}
