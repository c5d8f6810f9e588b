import OpenAI from 'openai';
const client = new OpenAI();
export function f(client: Map<string, { responses: { create(x: string): void } }>, fetch: (u: string) => string) {
  client.get('x');
  return fetch('/x');
}
export function g() {
  const client = { embeddings: { create: (id: number) => id } };
  return client.embeddings.create(1);
}
void client;
