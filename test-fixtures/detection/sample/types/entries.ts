import { Ollama } from 'ollama';

const hosts = { a: new Ollama({ host: 'a' }), b: new Ollama({ host: 'b' }) };

export async function all(messages: any[]) {
  for (const [name, client] of Object.entries(hosts)) {
    console.log(name, await client.chat({ model: 'm', messages }));
//                          ^      ~ llm ollama proven
  }
  await Promise.all(Object.values(hosts).map((client) => client.chat({ model: 'm', messages })));
//                                                       ^      ~ llm ollama proven
  const list = [{ name: 'a', client: hosts.a }];
  for (const { client } of list) await client.chat({ model: 'm', messages });
//                                     ^      ~ llm ollama proven
  await Promise.all(list.map(async ({ client }) => client.chat({ model: 'm', messages })));
//                                                 ^      ~ llm ollama proven
  return list[0].client.embed({ model: 'm', input: '' });
//       ^              ~ llm ollama proven
}
