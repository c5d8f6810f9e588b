let n = 0
const o = { get handler() { n++; return async (e) => e } }
export const handler = o.handler
console.log(await handler(1), n)
