/**
 * @param {import('openai').OpenAI} client
 * @param {string} input
 */
export async function ask(client, input) {
  const res = await client.responses.create({ model: 'gpt-4o', input });
//                  ^                ~ llm openai shaped
  return res.output_text;
}
