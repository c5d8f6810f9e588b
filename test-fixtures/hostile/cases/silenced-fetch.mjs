// A rejection that a stand-in of `fetch` has silenced.
const real = globalThis.fetch
globalThis.fetch = function quiet(...a) { const p = real(...a); p.catch(() => {}); return p }
fetch('http://127.0.0.1:1/')
await new Promise((r) => setTimeout(r, 100))
console.log('end')
