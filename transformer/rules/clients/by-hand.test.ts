import { expect, it } from 'vitest';
import { transform } from '../../index.ts';

const missesOf = (code: string): string[] =>
  transform(code, 'app.ts', {}).misses.flatMap(({ line, rule }) => (rule === 'by-hand' ? [`${line}`] : []));

it.each([
  "await fetch(url, { method: 'POST', body: JSON.stringify({ model: 'm', messages }) });",
  "await axios.post('https://llm.example/v1/chat/completions', { model, messages: [] });",
  "await axios({ url, method: 'POST', data: { model, messages } });",
  'await ky.post(url, { json: { model, messages } }).json();',
  "await got(url, { method: 'POST', json: { model, messages, stream: true } });",
  'await undici.request(url, { body: JSON.stringify({ model, messages }) });',
  'const r = https.request(url); r.write(JSON.stringify({ model, messages })); r.end();',
])('a model that is asked by hand is told of: %s', (code) => expect(missesOf(code)).toEqual(['1']));

it.each([
  'const key = JSON.stringify({ model, messages });',
  "await fetch(url, { body: JSON.stringify({ messages, to: 'x' }) });",
  'save({ model, messages });',
  "import OpenAI from 'openai'; await new OpenAI().chat.completions.create({ model: 'm', messages });",
])('what is none is not: %s', (code) => expect(missesOf(code)).toEqual([]));

it('a package that is known and not covered is told of', () => {
  expect(missesOf("import { AssemblyAI } from 'assemblyai';\nnew AssemblyAI({ apiKey: 'k' });")).toEqual([
    '1',
  ]);
  expect(missesOf("import type { AssemblyAI } from 'assemblyai';")).toEqual([]);
});

it('a file stays as it is', () => {
  const code = "import { AssemblyAI } from 'assemblyai';\n";
  expect(transform(code, 'app.ts', {}).code).toBe(code);
});
