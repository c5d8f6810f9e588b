import * as $ot from "onetrace/inject"; import OpenAI from 'openai';

export const load = async (id: string) => {
  const response = await $ot.fetch("fetch-references/input.ts:4:26#load", fetch)(`https://api.test/${id}`);
  return response.json();
};
const captured = $ot.fetch("fetch-references/input.ts:7:18#", fetch);
const held = { fetch: $ot.fetch("fetch-references/input.ts:8:16#", fetch), other: $ot.fetch("fetch-references/input.ts:8:30#", globalThis.fetch), third: $ot.fetch("fetch-references/input.ts:8:55#", window['fetch']) };
const client = new OpenAI({ fetch: $ot.fetch("fetch-references/input.ts:9:29#", fetch) });
$ot.fetch("fetch-references/input.ts:10:1#?callee=globalThis.fetch", globalThis, "fetch")('a');
$ot.fetch("fetch-references/input.ts:11:1#?callee=globalThis%3F.fetch", globalThis, "fetch", 3)?.('b');
$ot.fetch("fetch-references/input.ts:12:1#?callee=self.fetch", self, 'fetch')('c');
$ot.fetch("fetch-references/input.ts:13:1#", fetch).call(null, 'd');
const bound = $ot.fetch("fetch-references/input.ts:14:15#", fetch).bind(globalThis);
($ot.fetch("fetch-references/input.ts:15:2#", fetch))('e');
if ($ot.fetch("fetch-references/input.ts:16:5#", fetch)) $ot.fetch("fetch-references/input.ts:16:12#", fetch)?.('f');
const later = typeof fetch === 'function' ? $ot.fetch("fetch-references/input.ts:17:45#", fetch) : undefined;
function withDefault(send = $ot.fetch("fetch-references/input.ts:18:29#withDefault", fetch)) {
  return send('g');
}
