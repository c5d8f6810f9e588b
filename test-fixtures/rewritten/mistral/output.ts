import * as $ot from "onetrace/inject"; import { Mistral } from '@mistralai/mistralai';

class Answers {
  private readonly client = new Mistral({ apiKey: process.env.KEY });
  ask = (content: string) => $ot.mistral("mistral/input.ts:5:30#ask?method=chat.complete&proven=1&callee=this.client.chat.complete", this.client.chat, "complete")({ model: 'mistral-large', messages: [{ role: 'user', content }] });
  async *stream(content: string) {
    for await (const { data } of await $ot.mistral("mistral/input.ts:7:40#stream?method=chat.stream&proven=1&awaited=1&callee=this.client.chat.stream", this.client.chat, "stream")({ model: 'mistral-large', messages: [{ role: 'user', content }] })) yield data;
  }
}
export const embed = (client: Mistral, inputs: string[]) => $ot.mistral("mistral/input.ts:10:61#embed?method=embeddings.create&proven=1&callee=client.embeddings.create", client.embeddings, "create")({ model: 'mistral-embed', inputs });
