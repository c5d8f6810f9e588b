import OpenAI from 'openai';

export class LLM {
  private static instance: LLM;
  readonly client: OpenAI;
  private constructor() {
    this.client = new OpenAI();
  }
  static getInstance(): LLM {
    if (!LLM.instance) LLM.instance = new LLM();
    return LLM.instance;
  }
}

export const ask = (input: string) => LLM.getInstance().client.responses.create({ model: 'gpt-4o', input });
//                                    ^                                  ~ llm openai proven
const llm = LLM.getInstance();
export const tell = (input: string) => llm.client.responses.create({ model: 'gpt-4o', input });
//                                     ^                    ~ llm openai proven
