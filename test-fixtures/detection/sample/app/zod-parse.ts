import OpenAI from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const Event = z.object({ name: z.string() });
const openai = new OpenAI();

export const extract = async (text: string) => {
  const completion = await openai.chat.completions.parse({
//                         ^                       ~ llm openai proven
    model: 'gpt-4o-2024-08-06',
    messages: [{ role: 'user', content: text }],
    response_format: zodResponseFormat(Event, 'event'),
  });
  const response = await openai.responses.parse({ model: 'gpt-4o', input: text, text: { format: zodTextFormat(Event, 'event') } });
//                       ^                ~ llm openai proven
  Event.parse(JSON.parse(text));
  return completion.choices[0]?.message.parsed ?? response.output_parsed;
};
