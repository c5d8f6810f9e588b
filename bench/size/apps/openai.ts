/** One handler that asks OpenAI. */
import { createServer } from 'node:http';
import OpenAI from 'openai';

const client = new OpenAI();

createServer(async (_request, response) => {
  const answer = await client.chat.completions.create({
    model: 'gpt-5',
    messages: [{ role: 'user', content: 'hello' }],
  });
  response.end(answer.choices[0]?.message.content);
}).listen(8080);
