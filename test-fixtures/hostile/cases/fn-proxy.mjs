const log = []
const p = new Proxy(function (x) { return x }, { apply(t, s, a) { log.push('apply'); return Reflect.apply(t, s, a) }, get(t, k) { log.push('get ' + String(k)); return t[k] } })
export const handler = p
console.log(handler(3), log.join())
