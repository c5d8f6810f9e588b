import type { ActionFunctionArgs } from '@remix-run/node';
import { json } from '@remix-run/node';
import OpenAI from 'openai';

const getOpenAI = (() => {
  let client: OpenAI | undefined;
  return () => (client ??= new OpenAI());
})();

export async function action({ request }: ActionFunctionArgs) {
// 8 handler file-entry proven
  const form = await request.formData();
  const image = await getOpenAI().images.generate({ model: 'dall-e-3', prompt: String(form.get('prompt')) });
//                    ^                  ~ llm openai proven
  return json({ url: image.data?.[0].url });
}
