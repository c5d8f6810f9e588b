const c = null, d = { chat: { completions: { create: (q) => 'ok ' + q.model } } }
console.log(c?.chat.completions.create({ model: 'm', messages: [] }), d?.chat?.completions?.create?.({ model: 'm', messages: [] }), globalThis.nope?.fetch?.('x'))
try { d.chat.nope.create({ model: 'm', messages: [] }) } catch (e) { console.log(e.message) }
