import type OpenAI from 'openai';

export class SummaryService {
  constructor(private readonly openai: OpenAI, private readonly model = 'gpt-4o') {}

  async summarize(text: string): Promise<string> {
    const res = await this.openai.chat.completions.create({
//                    ^                            ~ llm openai proven
      model: this.model,
      messages: [
        { role: 'system', content: 'Summarize.' },
        { role: 'user', content: text },
      ],
    });
    return res.choices[0]?.message?.content ?? '';
  }
}
