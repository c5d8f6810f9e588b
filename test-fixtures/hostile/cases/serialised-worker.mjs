// A function is sent to a worker as text.
import { Worker } from 'node:worker_threads'
function job() { const { parentPort } = require('node:worker_threads'); parentPort.postMessage(typeof fetch === 'function' ? [fetch].length : 0) }
const w = new Worker(`(${job})()`, { eval: true })
w.on('message', (m) => console.log('worker says', m)).on('error', (e) => console.log('worker died', e.message))
