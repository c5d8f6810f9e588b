import * as $ot from "onetrace/inject"; import ollama, { Ollama } from 'ollama';

export const ask = (content: string) => $ot.ollama("ollama/input.ts:3:41#ask?method=chat&proven=1&callee=ollama.chat", ollama, "chat")({ model: 'llama3', messages: [{ role: 'user', content }] });
const remote = new Ollama({ host: 'http://gpu:11434' });
export const say = (prompt: string) => $ot.ollama("ollama/input.ts:5:40#say?method=generate&proven=1&callee=remote.generate", remote, "generate")({ model: 'llama3', prompt, stream: true });
export const other = (app) => app.chat('hello');
