import OpenAI from 'openai';
import { span } from './span';

export async function ask(input: string) {
  using s = span('ask');
  await using client = await OpenAI.connect();
  void s;
  const real = new OpenAI();
  return [real.responses.create({ model: 'gpt-4o', input }), client];
//        ^              ~ llm openai proven
}
