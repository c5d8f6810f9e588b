// A redirect loop ends after as many requests.
import { Observe } from 'onetrace'; import { createServer } from 'node:http'
let n = 0; const s = createServer((q, r) => { n++; r.writeHead(302, { location: '/' }).end() }).listen(0, '127.0.0.1', async () => { await Observe.withTrace('t', {}, async () => { Observe.setAttribute('session', 'x'); Observe.setAttribute(Observe.TraceAttribute.USER_ID, 'u'); await fetch(`http://127.0.0.1:${s.address().port}/`).catch((e) => console.log(e.message, e.cause?.message)) }); console.log(n); s.close(); s.closeAllConnections() })
