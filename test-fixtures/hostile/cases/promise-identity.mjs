const p = Promise.resolve(4)
function f() { 'use trace'; return p }
console.log(f() === p, f() instanceof Promise, p.constructor === Promise, await f(), Object.keys(p).length)
const client = { messages: { create: () => p } }
console.log(client.messages.create({ model: 'm', messages: [{ role: 'user', content: 'x' }] }) === p)
