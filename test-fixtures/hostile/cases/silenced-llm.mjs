process.on('unhandledRejection', (e) => console.log('unhandled', e.message))
const client = { chat: { completions: { create() { const p = Promise.reject(new Error('quiet')); p.catch(() => {}); return p } } } }
client.chat.completions.create({ model: 'm', messages: [] })
await new Promise((r) => setTimeout(r, 20)); console.log('end')
