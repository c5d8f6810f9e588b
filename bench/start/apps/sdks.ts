/** Four SDKs of LLM vendors, ready to be asked. */
import '../ready.ts';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import { Mistral } from '@mistralai/mistralai';
import OpenAI from 'openai';

const apiKey = 'key';
const openai = new OpenAI({ apiKey });
const anthropic = new Anthropic({ apiKey });
const google = new GoogleGenAI({ apiKey });
const mistral = new Mistral({ apiKey });
const messages = [{ role: 'user', content: 'hello' } as const];

export const ask = [
  () => openai.chat.completions.create({ model: 'gpt-5', messages }),
  () => anthropic.messages.create({ model: 'claude-opus-5', max_tokens: 64, messages }),
  () => google.models.generateContent({ model: 'gemini-3', contents: 'hello' }),
  () => mistral.chat.complete({ model: 'mistral-large-latest', messages }),
];
