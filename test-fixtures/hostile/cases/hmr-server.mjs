// A listener is found and removed by itself.
import http from 'node:http'
const version = (v) => (req, res) => { res.setHeader('x-version', v); res.end(v) }
let current = version('one'); const server = http.createServer(current)
function accept() { server.removeListener('request', current); current = version('two'); server.on('request', current) }
server.listen(0, '127.0.0.1', () => { accept(); http.get({ port: server.address().port }, (res) => { console.log(res.headers['x-version'], server.listenerCount('request')); server.close(); server.closeAllConnections() }) })
