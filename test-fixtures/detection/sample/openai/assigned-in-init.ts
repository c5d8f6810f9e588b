import OpenAI from 'openai';

class Service {
  client!: OpenAI;
  options;

  async init() {
    this.client = new OpenAI();
    this.options = { llm: this.client };
  }

  async ask(input: string) {
    const { client } = this;
    await client.responses.create({ model: 'gpt-4o', input });
//        ^                ~ llm openai proven
    const self = this;
    setTimeout(function () {
      void self.client.responses.create({ model: 'gpt-4o', input });
//         ^                     ~ llm openai proven
    }, 10);
    return this.options.llm.responses.create({ model: 'gpt-4o', input });
//         ^                          ~ llm openai proven
  }
}
export const service = new Service();
export const direct = (input: string) => service.client.responses.create({ model: 'gpt-4o', input });
//                                       ^                        ~ llm openai proven
