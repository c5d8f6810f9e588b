import * as $ot from "onetrace/inject"; import OpenAI, { AzureOpenAI } from 'openai';
import type { ChatCompletion } from 'openai/resources/chat';

const client = new OpenAI();
let azure: AzureOpenAI | undefined;

export async function ask(question: string): Promise<ChatCompletion> {
  return $ot.openai("openai/input.ts:8:10#ask?method=chat.completions.create&proven=1&callee=client.chat.completions.create", client.chat.completions, "create")({ model: 'gpt-4o', messages: [{ role: 'user', content: question }] });
}
export class Service {
  #models = new OpenAI({ baseURL: 'http://localhost' });
  constructor(private readonly injected: OpenAI) {}
  parse = () => $ot.openai("openai/input.ts:13:17#parse?method=chat.completions.parse&proven=1&callee=this.injected.chat.completions.parse", this.injected.chat.completions, "parse")<{ a: string }>({ model: 'm', messages: [] });
  async embed(input: string[]) {
    const { data } = await $ot.openai("openai/input.ts:15:28#embed?method=embeddings.create&proven=1&awaited=1&callee=this.injected.embeddings.create", this.injected.embeddings, "create")({ model: 'e', input });
    return data;
  }
}
export const later = () => $ot.openai("openai/input.ts:19:28#later?method=responses.create&proven=1&callee=(intermediate value).responses.create", (azure ??= new AzureOpenAI()).responses, "create")({ model: 'm', input: 'x' });
const { chat } = client;
$ot.openai("openai/input.ts:21:1#?method=chat.completions.stream&proven=1&callee=chat.completions.stream", chat.completions, "stream")({ model: 'm', messages: [] }).on('end', () => {});
$ot.openai("openai/input.ts:22:1#?method=chat.completions.create&proven=1&callee=client.withOptions(...).chat.completions.create", client.withOptions({ maxRetries: 0 }).chat.completions, "create")({ model: 'm', messages: [] }).withResponse();
