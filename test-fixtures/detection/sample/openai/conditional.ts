import OpenAI, { AzureOpenAI } from 'openai';

const useAzure = process.env.AZURE === '1';
const client = useAzure
  ? new AzureOpenAI({ apiVersion: '2024-10-21' })
  : new OpenAI();

export const vision = (url: string) =>
  client.chat.completions
//^ llm openai proven
    .create({
//   ~
      model: 'gpt-4o',
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
    })
    .then((r) => r.choices[0].message.content);
