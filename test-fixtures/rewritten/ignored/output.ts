/* onetrace-ignore */
import * as $ot from "onetrace/inject"; const a = await fetch('a');
const b = [/* onetrace-ignore */ fetch('b'), $ot.fetch("ignored/input.ts:3:46#", fetch)('c')];
// onetrace-ignore
export async function load() {
  return fetch('d');
}
await $ot.fetch("ignored/input.ts:8:7#", fetch)('e');
