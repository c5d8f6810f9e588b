const seen = []
globalThis.fetch = function (...a) { seen.push([this === undefined || this === globalThis, a.length]); return Promise.resolve('x') }
const f = fetch, { fetch: g } = globalThis, h = fetch.bind(globalThis), k = globalThis['fetch']
await f('http://a.test/'), await g('http://a.test/'), await h('http://a.test/'), await k('http://a.test/'), await (0, fetch)('http://a.test/'), await Reflect.apply(fetch, undefined, ['http://a.test/']), await fetch.call(undefined, 'http://a.test/')
console.log(seen.length)
