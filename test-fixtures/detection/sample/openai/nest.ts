import { Inject, Injectable } from '@nestjs/common';
import OpenAI from 'openai';

export const OPENAI = Symbol('OPENAI');

@Injectable()
export class ChatService {
  private readonly model = 'gpt-4o';

  constructor(
    @Inject(OPENAI) private readonly openai: OpenAI,
    private readonly config: ConfigService,
  ) {}

  @Retry(3)
  async chat(content: string) {
    return this.openai.chat.completions.create({ model: this.model, messages: [{ role: 'user', content }] });
//         ^                            ~ llm openai proven
  }
}
