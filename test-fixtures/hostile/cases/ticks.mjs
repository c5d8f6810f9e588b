const log = []; const tick = async (n, k) => { for (let i = 0; i < k; i++) { await null; log.push(n + i) } }
async function f() { 'use trace'; await null; return 1 }
function s() { 'use trace'; return Promise.resolve(2) }
async function r() { 'use trace'; return Promise.resolve(3) }
export const GET = async (request) => { await null; return 4 }
const t = tick('t', 9); f().then(() => log.push('f')); s().then(() => log.push('s')); r().then(() => log.push('r')); GET(new Request('http://x/')).then(() => log.push('G'))
await t; console.log(log.join())
