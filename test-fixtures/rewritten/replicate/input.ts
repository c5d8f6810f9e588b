import Replicate from 'replicate';

const replicate = new Replicate();
export const draw = (prompt: string) => replicate.run('black-forest-labs/flux', { input: { prompt } });
export async function* say(prompt: string) {
  for await (const event of replicate.stream('meta/llama', { input: { prompt } })) yield event.data;
}
export const start = () => replicate.predictions.create({ version: 'v', input: {} });
export const look = (id: string) => replicate.predictions.get(id);
export const job = (queue) => queue.run('nightly');
