import { mock } from 'node:test'
mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] })
async function f() { 'use trace'; return await new Promise((r) => setTimeout(() => r(Date.now()), 1000)) }
const p = f(); mock.timers.tick(1000); console.log(await p); fetch('http://127.0.0.1:1/').catch(() => {}); mock.timers.runAll(); mock.timers.reset()
