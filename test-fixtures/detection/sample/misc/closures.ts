import { InferenceClient } from '@huggingface/inference';
import Replicate from 'replicate';

export const createService = (token: string) => {
  const hf = new InferenceClient(token);
  let replicate: Replicate;
  const ensure = () => (replicate ??= new Replicate());
  return {
    chat: (content: string) => hf.chatCompletion({ model: 'm', messages: [{ role: 'user', content }] }),
//                             ^  ~ llm huggingface proven
    image: (prompt: string) => ensure().run('a/b', { input: { prompt } }),
//                             ^        ~ llm replicate proven
    async both(prompt: string) {
      return [await this.chat(prompt), await this.image(prompt)];
    },
  };
};
