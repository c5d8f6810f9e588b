// A rejection that a handler has silenced.
export const POST = (req) => { const p = Promise.reject(new Error('no')); p.catch(() => {}); return p }
POST(new Request('http://x/', { method: 'POST' }))
await new Promise((r) => setTimeout(r, 20))
console.log('end')
