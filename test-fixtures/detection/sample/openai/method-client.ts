import OpenAI from 'openai';

export class Provider {
  private cached: OpenAI | null = null;

  private getClient() {
    if (!this.cached) {
      this.cached = new OpenAI({ baseURL: process.env.BASE_URL });
    }
    return this.cached;
  }

  async complete(prompt: string) {
    const completion = await this.getClient().completions.create({ model: 'davinci-002', prompt });
//                           ^                            ~ llm openai proven
    return completion.choices[0].text;
  }
}
