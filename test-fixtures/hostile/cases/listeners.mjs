import { createServer } from 'node:http'
const one = (q, s) => s.end('1')
const server = createServer(one)
console.log(server.listeners('request')[0] === one, server.listenerCount('request', one), server.off('request', one).listenerCount('request'))
