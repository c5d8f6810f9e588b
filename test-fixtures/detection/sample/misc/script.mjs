#!/usr/bin/env node
import 'dotenv/config';
import { Ollama } from 'ollama';

const [, , host, ...words] = process.argv;
const clients = [new Ollama({ host }), new Ollama()];
const [first, second] = clients;
const answers = await Promise.all([
  first.chat({ model: 'm', messages: [{ role: 'user', content: words.join(' ') }] }),
//^     ~ llm ollama proven
  second.generate({ model: 'm', prompt: words.join(' ') }),
//^      ~ llm ollama proven
  clients[0].embed({ model: 'm', input: words }),
//^          ~ llm ollama proven
  clients.at(-1).embed({ model: 'm', input: words }),
//^              ~ llm ollama proven
]);
console.log(answers);
