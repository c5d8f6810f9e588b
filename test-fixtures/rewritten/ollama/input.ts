import ollama, { Ollama } from 'ollama';

export const ask = (content: string) => ollama.chat({ model: 'llama3', messages: [{ role: 'user', content }] });
const remote = new Ollama({ host: 'http://gpu:11434' });
export const say = (prompt: string) => remote.generate({ model: 'llama3', prompt, stream: true });
export const other = (app) => app.chat('hello');
