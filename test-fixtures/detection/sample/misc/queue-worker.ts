import { Worker } from 'bullmq';
import { Mistral } from '@mistralai/mistralai';

const deps = { mistral: new Mistral(), retries: 3 };

export const worker = new Worker('embed', async (job) => {
//                                        ^ queue bullmq proven
  const { mistral } = deps;
  const res = await mistral.embeddings.create({ model: 'mistral-embed', inputs: job.data.texts });
//                  ^                  ~ llm mistral proven
  return res.data.length;
});
