import { createServer } from 'node:http';
import http from 'http';
const server = createServer(async (req, res) => {
//                          ^ handler http-server proven
  res.end(await (await fetch('http://x')).text());
//                     ^ fetch fetch proven
});
http.createServer((req, res) => res.end()).listen(1);
//                ^ handler http-server proven
server.listen(0);
