const original = globalThis.fetch
const held = { fetch }
console.log(held.fetch === original, fetch === original, Object.is(window(), original), [fetch].includes(original), new Set([fetch]).has(original))
function window() { return fetch }
globalThis.fetch = async () => 1; console.log(fetch === original); globalThis.fetch = original; console.log(fetch === original)
class A { f = fetch; static s = fetch }
console.log(new A().f === original, A.s === original, ((x = fetch) => x)() === original)
