const $ot = 1, $x = 2, $e = 3;
export async function sum(q: string) {
  'use trace';
  await fetch(q);
  return $ot + $x + $e;
}
