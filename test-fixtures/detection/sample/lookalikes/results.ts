import { ChatOpenAI } from '@langchain/openai';
import { InferenceClient } from '@huggingface/inference';
import Replicate from 'replicate';

const replicate = new Replicate();
const hf = new InferenceClient();
const model = new ChatOpenAI({});

export async function save(prompt: string) {
  const output: any = await replicate.run('a/b', { input: { prompt } });
//                          ^         ~ llm replicate proven
  const blob: any = await hf.textToImage({ model: 'm', inputs: prompt });
//                        ^  ~ llm huggingface proven
  const message: any = await model.invoke(prompt);
//                           ^     ~ llm langchain proven
  return [output.stream(), output[0].run(), blob.stream(), message.content.stream(), message.invoke()];
}
