import { chatCompletion, HfInference, InferenceClient } from '@huggingface/inference';

const hf = new HfInference(process.env.HF_TOKEN);
const client = new InferenceClient('t');

export async function go(inputs: string) {
  const a = await hf.textGeneration({ model: 'gpt2', inputs });
//                ^  ~ llm huggingface proven
  for await (const out of hf.textGenerationStream({ model: 'm', inputs })) console.log(out.token);
//                        ^  ~ llm huggingface proven
  for await (const c of client.chatCompletionStream({ model: 'm', messages: [] })) console.log(c);
//                      ^      ~ llm huggingface proven
  const b = await client.featureExtraction({ model: 'm', inputs });
//                ^      ~ llm huggingface proven
  const c = await chatCompletion({ model: 'm', messages: [] });
//                ^ llm huggingface proven
  const d = await hf.endpoint('https://x').textGeneration({ inputs });
//                ^                        ~ llm huggingface proven
  const e = await hf.summarization({ model: 'm', inputs });
//                ^  ~ llm huggingface proven
  return [a, b, c, d, e];
}
