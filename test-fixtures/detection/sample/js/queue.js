import { Worker } from 'bullmq';
import { ollama } from './ollama.js';
import { cohereClient } from './cohere.js';

new Worker('jobs', async ({ data }) => {
//                 ^ queue bullmq proven
  const a = await ollama.chat({ model: 'llama3', messages: data.messages });
//                ^      ~ llm ollama shaped
  const b = await cohereClient.rerank({ query: data.query, documents: data.documents, topN: 3 });
//                ^            ~ llm cohere shaped
  const c = await ollama.list();
  return [a, b, c];
});
