import * as $ot from "onetrace/inject"; import { InferenceClient, textGeneration } from '@huggingface/inference';

class Answers {
  #client = new InferenceClient(process.env.TOKEN);
  constructor(private readonly remote: InferenceClient) {}
  ask(messages) {
    return $ot.huggingface("huggingface/input.ts:7:12#ask?method=chatCompletion&proven=1&callee=this.client.chatCompletion", this.#client, "chatCompletion")({ model: 'llama', messages });
  }
  *stream(messages) {
    return $ot.huggingface("huggingface/input.ts:10:12#stream?method=chatCompletionStream&proven=1&callee=this.remote.chatCompletionStream", this.remote, "chatCompletionStream")({ model: 'llama', messages });
  }
}
export const complete = (inputs: string) => $ot.huggingface("huggingface/input.ts:13:45#complete?method=textGeneration&proven=1", textGeneration)({ model: 'llama', inputs });
export const embed = (it) => $ot.huggingface("huggingface/input.ts:14:30#embed?method=featureExtraction&proven=1&callee=(intermediate value).endpoint(...).featureExtraction", new InferenceClient().endpoint('http://localhost'), "featureExtraction")({ inputs: it });
export const other = (text) => text.translation({ to: 'no' });
