import { Mistral } from '@mistralai/mistralai';
import OpenAI from 'openai';

abstract class Base<T> {
  constructor(protected readonly client: T) {}
  abstract ask(input: string): Promise<unknown>;
}

export class Open extends Base<OpenAI> {
  ask = (input: string) => this.client.responses.create({ model: 'm', input });
//                         ^                     ~ llm openai proven
}

export class Mis extends Base<Mistral> {
  constructor() {
    super(new Mistral());
  }

  async ask(input: string) {
    return this.client.chat.complete({ model: 'm', messages: [{ role: 'user', content: input }] });
//         ^                ~ llm mistral proven
  }
}
