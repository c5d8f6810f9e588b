import { Mistral } from '@mistralai/mistralai';

const request = { model: 'm', messages: [] };
const queue: Mistral[] = [];
const registry = new Map<string, { client: Mistral; used: number }>();
const unique = new Set([new Mistral()]);
const pair: [Mistral, number] = [new Mistral(), 1];
const weak = new WeakMap<object, Mistral>();

export async function all() {
  for (const { client } of registry.values()) await client.chat.complete(request);
//                                                  ^           ~ llm mistral proven
  for (const client of unique) await client.chat.complete(request);
//                                   ^           ~ llm mistral proven
  await [...unique][0].chat.complete(request);
//      ^                   ~ llm mistral proven
  await pair[0].chat.complete(request);
//      ^            ~ llm mistral proven
  await weak.get(queue)!.chat.complete(request);
//      ^                     ~ llm mistral proven
  await queue[Math.floor(Math.random() * queue.length)].chat.complete(request);
//      ^                                                    ~ llm mistral proven
  await queue.reduce(async (before, client) => [...(await before), await client.chat.complete(request)], Promise.resolve([] as unknown[]));
//                                                                       ^           ~ llm mistral proven
  await new Promise<Mistral>((resolve) => resolve(queue[0])).then((client) => client.chat.complete(request));
//                                                                            ^           ~ llm mistral proven
  const [{ Ollama }, mistral] = await Promise.all([import('ollama'), import('@mistralai/mistralai')]);
  await new Ollama().chat(request);
//      ^            ~ llm ollama proven
  await new mistral.Mistral().chat.complete(request);
//      ^                          ~ llm mistral proven
}

export const lent = (from: { take(): Promise<Mistral>; readonly keep: () => Mistral }) =>
  from.take().then((client) => [client.chat.complete(request), from.keep().chat.complete(request)]);
//                              ^           ~ llm mistral proven
//                                                             ^                ~ llm mistral proven
