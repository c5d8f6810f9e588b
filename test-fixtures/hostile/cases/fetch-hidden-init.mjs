import { Observe } from 'onetrace'; import { createServer } from 'node:http'
const s = createServer((q, r) => r.end(q.method)).listen(0, '127.0.0.1', async () => {
  const init = Object.defineProperty({}, 'method', { value: 'DELETE' })
  await Observe.withTrace('t', {}, async () => console.log(await (await fetch(`http://127.0.0.1:${s.address().port}/`, init)).text()))
  s.close(); s.closeAllConnections() })
