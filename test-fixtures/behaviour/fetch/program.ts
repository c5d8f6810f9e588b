export {};
const real = globalThis.fetch;
const calls: string[] = [];
const mock = (name: string): typeof fetch =>
  Object.assign(async (...args: unknown[]) => (calls.push(`${name}(${args.join()})`), new Response(name)), { mocked: name }) as never;
globalThis.fetch = mock('one');
const captured = fetch;
const holder = { fetch };
const renamed = { get: fetch, fetch: globalThis.fetch, again: globalThis['fetch'] };
console.log(await (await fetch('a')).text(), await (await captured('b')).text());
globalThis.fetch = mock('two');
console.log(await (await fetch('c')).text(), await (await captured('d')).text(), await (await holder.fetch('e')).text());
console.log(await (await globalThis.fetch('f')).text(), await (await globalThis?.fetch('g')).text());
for (const it of [renamed.get, renamed.fetch, renamed.again]) console.log(await (await it('h')).text());
console.log(typeof fetch, typeof globalThis.fetch, 'fetch' in globalThis, (fetch as never as { mocked: string }).mocked);
// A wrapper installed by the program calls what was there before, and never itself.
const previous = fetch;
globalThis.fetch = (async (...args: Parameters<typeof fetch>) => (calls.push('outer'), previous(...args))) as never;
console.log(await (await fetch('i')).text());
console.log(previous === previous, fetch === globalThis.fetch, captured === holder.fetch);
globalThis.fetch = undefined as never;
console.log(typeof fetch, fetch ? 'there' : 'gone', globalThis.fetch ?? 'nothing', fetch?.('x'));
try {
  await fetch('y');
} catch (error) {
  console.log((error as Error).constructor.name);
}
console.log(calls.join(' '));
{
  const fetch = (x: number) => x + 1;
  console.log(fetch(1));
}
const shadowed = (fetch: (x: number) => number) => fetch(41);
console.log(shadowed((x) => x + 1));
function local() {
  return inner();
  function inner() {
    return fetch(2);
  }
  function fetch(x: number) {
    return x * 2;
  }
}
console.log(local());
globalThis.fetch = real;
console.log(globalThis.fetch === real);
