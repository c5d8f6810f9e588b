import * as $ot1 from "onetrace/inject"; const $ot = 1, $x = 2, $e = 3;
export async function sum(q: string) {
  'use trace';
  const $x1 = $ot1.enter("claimed-names/input.ts:2:8#sum", 1); try { $x1.in(await $x1.out($ot1.fetch("claimed-names/input.ts:4:9#sum", fetch)(q)));
  return $x1.end($ot + $x + $e);
} catch ($e1) { throw $x1.fail($e1); } finally { $x1.exit(); } }
