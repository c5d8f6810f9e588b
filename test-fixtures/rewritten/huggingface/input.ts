import { InferenceClient, textGeneration } from '@huggingface/inference';

class Answers {
  #client = new InferenceClient(process.env.TOKEN);
  constructor(private readonly remote: InferenceClient) {}
  ask(messages) {
    return this.#client.chatCompletion({ model: 'llama', messages });
  }
  *stream(messages) {
    return this.remote.chatCompletionStream({ model: 'llama', messages });
  }
}
export const complete = (inputs: string) => textGeneration({ model: 'llama', inputs });
export const embed = (it) => new InferenceClient().endpoint('http://localhost').featureExtraction({ inputs: it });
export const other = (text) => text.translation({ to: 'no' });
