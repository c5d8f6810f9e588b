import ollama, { Ollama } from 'ollama';
import browser from 'ollama/browser';

const remote = new Ollama({ host: 'http://gpu:11434' });

export async function go(prompt: string) {
  const a = await ollama.chat({ model: 'llama3', messages: [{ role: 'user', content: prompt }] });
//                ^      ~ llm ollama proven
  const b = await remote.generate({ model: 'llama3', prompt, stream: true });
//                ^      ~ llm ollama proven
  const c = await ollama.embed({ model: 'nomic-embed-text', input: prompt });
//                ^      ~ llm ollama proven
  const d = await remote.embeddings({ model: 'nomic-embed-text', prompt });
//                ^      ~ llm ollama proven
  const e = await browser.chat({ model: 'm', messages: [] });
//                ^       ~ llm ollama proven
  await ollama.list();
  await ollama.pull({ model: 'llama3' });
  return [a, b, c, d, e];
}
