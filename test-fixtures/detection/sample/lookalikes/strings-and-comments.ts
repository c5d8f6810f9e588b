// const r = await openai.chat.completions.create({ model: 'gpt-4', messages });
/* fetch('/api') and anthropic.messages.create({}) */
export const doc = `
  import OpenAI from 'openai';
  const client = new OpenAI();
  await client.chat.completions.create({ model: 'gpt-4o', messages: [] });
  await fetch('/x');
`;
export const regex = /fetch\(/;
export const label = "openai.responses.create(";
