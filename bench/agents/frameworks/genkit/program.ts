import { openAICompatible } from '@genkit-ai/compat-oai';
import { genkit, z } from 'genkit';

const ai = genkit({
  plugins: [
    openAICompatible({
      name: 'openai',
      apiKey: 'k',
      baseURL: process.env.MODEL_URL as string,
      maxRetries: 0,
    } as never),
  ],
});
const weather = ai.defineTool(
  {
    name: 'weather',
    description: 'Tells the weather.',
    inputSchema: z.object({ city: z.string() }),
    outputSchema: z.string(),
  },
  async ({ city }) => (await fetch(`${process.env.TOOL_URL}/${city}`)).text(),
);
const report = ai.defineFlow(
  { name: 'report', inputSchema: z.string(), outputSchema: z.string() },
  async (prompt) => (await ai.generate({ model: 'openai/gpt-4o', prompt, tools: [weather] })).text,
);

export const tool = async (prompt: string) =>
  (await ai.generate({ model: 'openai/gpt-4o', prompt, tools: [weather] })).text;
export async function stream(prompt: string): Promise<string> {
  const { stream: chunks, response } = ai.generateStream({
    model: 'openai/gpt-4o',
    prompt,
    tools: [weather],
  });
  let text = '';
  for await (const chunk of chunks) text += chunk.text;
  await response;
  return text;
}
export const steps = async (ask: string) => report(ask);
export const fails = tool;
