import chain, { agent } from './agents.js';

export const ask = (question: string) => chain.invoke({ question });
export const tell = (prompt: string) => agent?.generate?.({ prompt });
export async function* walk(this: { graph: { stream(input: object): AsyncIterable<unknown> } }, input: object) {
  for await (const step of this.graph.stream(input)) yield step;
}
