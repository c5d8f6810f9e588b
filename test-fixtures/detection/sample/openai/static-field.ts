import OpenAI from 'openai';

export class Ai {
  private static client = new OpenAI();

  static async ask(prompt: string) {
    return Ai.client.responses.create({ model: 'gpt-5', input: prompt });
//         ^                   ~ llm openai proven
  }

  static async stream(prompt: string) {
    return this.client.responses.stream({ model: 'gpt-5', input: prompt });
//         ^                     ~ llm openai proven
  }
}
