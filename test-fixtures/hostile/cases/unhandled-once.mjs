process.on('unhandledRejection', (e) => console.log('unhandled', e.message))
function f() { 'use trace'; return Promise.reject(new Error('loud')) }
async function g() { 'use trace'; throw new Error('louder') }
export const GET = async () => { throw new Error('loudest') }
f(); g(); GET(new Request('http://x/'))
await new Promise((r) => setTimeout(r, 30)); console.log('end')
