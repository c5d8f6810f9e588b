/* onetrace-ignore */
const a = await fetch('a');
const b = [/* onetrace-ignore */ fetch('b'), fetch('c')];
// onetrace-ignore
export async function load() {
  return fetch('d');
}
await fetch('e');
