/**
 * The ABI of rewritten code: nothing else of this package may be named in the transformer's output.
 * Each helper stands alone, so a bundler keeps only what a program's own sites use.
 */
export { agent } from './llm/agent.ts';
export { ai } from './llm/ai.ts';
export { anthropic } from './llm/anthropic.ts';
export { bedrock } from './llm/bedrock.ts';
export { cohere } from './llm/cohere.ts';
export { google } from './llm/google.ts';
export { huggingface } from './llm/huggingface.ts';
export { langchain } from './llm/langchain.ts';
export { mcp } from './llm/mcp.ts';
export { mistral } from './llm/mistral.ts';
export { ollama } from './llm/ollama.ts';
export { openai } from './llm/openai.ts';
export { replicate } from './llm/replicate.ts';
export { enterHandler } from './wraps/enter-handler.ts';
export { enterEntry, entries } from './wraps/entries.ts';
export { fetch } from './wraps/fetch.ts';
export { handler } from './wraps/handler.ts';
export { enterLambda, lambda } from './wraps/lambda.ts';
export { mcpTool } from './wraps/mcp-tool.ts';
export { nest } from './wraps/nest.ts';
export { chain, nil, slot } from './wraps/slot.ts';
export { enter, enterTraced } from './wraps/traced.ts';
