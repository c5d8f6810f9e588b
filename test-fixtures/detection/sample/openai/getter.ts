import OpenAI from 'openai';

export class Assistant {
  private _client?: OpenAI;

  private get client() {
    return (this._client ??= new OpenAI());
  }

  async moderate(input: string) {
    const result = await this.client.moderations.create({ input });
//                       ^                       ~ llm openai proven
    return result.results[0].flagged;
  }
}
