import OpenAI from 'openai';

export const load = async (id: string) => {
  const response = await fetch(`https://api.test/${id}`);
  return response.json();
};
const captured = fetch;
const held = { fetch, other: globalThis.fetch, third: window['fetch'] };
const client = new OpenAI({ fetch });
globalThis.fetch('a');
globalThis?.fetch?.('b');
self['fetch']('c');
fetch.call(null, 'd');
const bound = fetch.bind(globalThis);
(fetch)('e');
if (fetch) fetch?.('f');
const later = typeof fetch === 'function' ? fetch : undefined;
function withDefault(send = fetch) {
  return send('g');
}
