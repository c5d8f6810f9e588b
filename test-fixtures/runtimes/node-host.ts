/** Serves a bundled Worker as Node and Bun would: `node node-host.ts worker.mjs PORT`. */
import http from 'node:http';
import { pathToFileURL } from 'node:url';

const [bundle = '', port = '0'] = process.argv.slice(2);
const { default: worker } = await import(pathToFileURL(bundle).href);
http
  .createServer(async (request, response) => {
    const url = `http://127.0.0.1:${port}${request.url}`;
    const headers = new Headers(request.headers as Record<string, string>);
    const waiting: Promise<unknown>[] = [];
    const ctx = { waitUntil: (promise: Promise<unknown>) => void waiting.push(promise) };
    const answer: Response = await worker.fetch(new Request(url, { headers }), process.env, ctx);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(await answer.text());
    await Promise.all(waiting);
  })
  .listen(Number(port), '127.0.0.1', () => console.log('listening'));
