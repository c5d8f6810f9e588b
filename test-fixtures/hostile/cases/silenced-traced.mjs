// A rejection that a traced function has silenced.
process.on('unhandledRejection', (e) => console.log('unhandled', e.message))
function load() { 'use trace'; const p = Promise.reject(new Error('quiet')); p.catch(() => {}); return p }
load()
await new Promise((r) => setTimeout(r, 20))
console.log('end')
