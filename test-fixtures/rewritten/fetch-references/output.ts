import * as $ot from "onetrace/inject"; import OpenAI from 'openai';

export const load = async (id: string) => {
  const response = await $ot.fetch("fetch-references/input.ts:4:26#load", fetch)(`https://api.test/${id}`);
  return response.json();
};
const captured = fetch;
const held = { fetch, other: globalThis.fetch, third: window['fetch'] };
const client = new OpenAI({ fetch: /* @__PURE__ */ $ot.handedFetch("fetch-references/input.ts:9:29#", fetch) });
$ot.fetch("fetch-references/input.ts:10:1#?callee=globalThis.fetch", globalThis, "fetch")('a');
$ot.fetch("fetch-references/input.ts:11:1#?callee=globalThis%3F.fetch", globalThis, "fetch", 3)?.('b');
$ot.fetch("fetch-references/input.ts:12:1#?callee=self.fetch", self, 'fetch')('c');
$ot.fetch("fetch-references/input.ts:13:1#", fetch).call(null, 'd');
const bound = fetch.bind(globalThis);
($ot.fetch("fetch-references/input.ts:15:2#", fetch))('e');
if (fetch) $ot.fetch("fetch-references/input.ts:16:12#", fetch)?.('f');
const later = typeof fetch === 'function' ? fetch : undefined;
function withDefault(send = fetch) {
  return send('g');
}
