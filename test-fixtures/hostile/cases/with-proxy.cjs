// A call inside `with`.
const sandbox = new Proxy({ chat: { completions: { create: (q) => 'fake ' + q.model } } }, { has: (t, k) => typeof k === 'string' && k !== 'console', get: (t, k) => t[k] })
with (sandbox) { console.log(chat.completions.create({ model: 'm', messages: [] })) }
