// A handler gives a proxy of a promise.
const lazy = (p) => new Proxy(p, { get(t, k) { const v = t[k]; return typeof v === 'function' ? v.bind(t) : v } })
export const GET = (req) => lazy(Promise.resolve('answer'))
console.log(await GET(new Request('http://x/')))
