/** Every client and version, with what programs do with it. */
import Anthropic from '@anthropic-ai/sdk';
import * as ai6 from 'ai-6';
import { createOpenAI as createOpenAI3 } from 'ai-sdk-openai-3';
import OpenAI7 from 'openai';
import OpenAI5 from 'openai-5';
import OpenAI6 from 'openai-6';
import { type Ai, ai7Cases, aiCases, type CreateOpenAI } from './ai-cases.ts';
import { anthropicCases } from './anthropic-cases.ts';
import { bedrockCases } from './bedrock-cases.ts';
import { cohereCases } from './cohere-cases.ts';
import { groqCases, togetherCases } from './compatible-cases.ts';
import { googleCases } from './google-cases.ts';
import { huggingfaceCases } from './huggingface-cases.ts';
import { langchainCases } from './langchain-cases.ts';
import type { Case, HelperName } from './matrix.ts';
import { mcpCases } from './mcp-cases.ts';
import { mistralCases } from './mistral-cases.ts';
import { ollamaCases } from './ollama-cases.ts';
import { openaiCases } from './openai-cases.ts';
import { replicateCases } from './replicate-cases.ts';

export const CLIENTS: readonly (readonly [name: string, helper: HelperName, cases: readonly Case[]])[] = [
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
