import { AzureOpenAI } from 'openai';
import { makeClient } from './azure';

class Images {
  get azure(): AzureOpenAI {
    return makeClient();
  }
  async draw(prompt: string) {
    return this.azure.images.generate({ prompt, n: 1, size: '1024x1024' });
//         ^                 ~ llm openai proven
  }
}
export default Images;
