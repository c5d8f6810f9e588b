import ModelClient from '@azure-rest/ai-inference';
import { AzureKeyCredential } from '@azure/core-auth';

const client = ModelClient(process.env.ENDPOINT!, new AzureKeyCredential(process.env.KEY!));

export async function ask(content: string) {
  const a = await client.path('/chat/completions').post({ body: { model: 'phi-4', messages: [{ role: 'user', content }] } });
//                ^                                ~ llm azure-inference proven
  const b = await client.path('/embeddings').post({ body: { model: 'e', input: [content] } });
//                ^                          ~ llm azure-inference proven
  await client.path('/info').get();
  return [a, b];
}
