import { Observe } from 'onetrace';
import OpenAI from 'openai';
import type { APIGatewayProxyEventV2, Context } from './types.ts';

const { SECOND_URL } = process.env;
const openai = new OpenAI();

async function ask(id: string) {
  const { found } = await (await fetch(`${SECOND_URL}/?q=${id}`)).json();
  const { choices } = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: `about ${id}` }],
  });
  return { found, answer: choices[0]?.message.content };
}

/** What the function's configuration names: `app.main`. */
export const main = async (event: APIGatewayProxyEventV2, _context: Context) => {
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, event.headers['x-session'] ?? '');
  const { id = '' } = event.pathParameters ?? {};
  if (event.rawPath.startsWith('/fail/')) throw new RangeError('broken on purpose');
  return { statusCode: 200, body: JSON.stringify(await ask(id)) };
};
