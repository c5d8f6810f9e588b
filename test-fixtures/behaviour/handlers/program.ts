// Registered and exported handlers keep name, length and behaviour, request or not.
import http from 'node:http';
import { type AddressInfo } from 'node:net';
export async function GET(request: Request) { return new Response(`GET ${new URL(request.url).pathname}`); }
export const POST = async (request: Request, context: unknown) => Response.json(await request.json());
async function put() { return new Response('put', { status: 201 }); }
export { put as PUT };
export default { fetch(request: Request) { return GET(request); }, other: 1 };
console.log(GET.name, GET.length, POST.name, POST.length, put.name);
console.log(await (await GET(new Request('http://x.test/a'))).text());
console.log(await (await POST(new Request('http://x.test/b', { method: 'POST', body: '{"a":1}' }), {})).text());
console.log((await put()).status);
const table: unknown[][] = [];
const app = { post: (...args: unknown[]) => { table.push(args); return app; }, get: (...args: unknown[]) => { table.push(args); return app; } };
app.post('/x', async function named(req: { n: number }, res: { n: number }) { return req.n + res.n; }).get('/y', (c: string) => `c ${c}`);
const [[, first], [, second]] = table as [[string, (a: unknown, b: unknown) => unknown], [string, (c: string) => string]];
console.log(first.name, first.length, await first({ n: 1 }, { n: 2 }), second('z'), second.length);
const boom = new Error('boom');
app.get('/e', () => { throw boom; });
try { (table.at(-1)![1] as () => void)(); } catch (error) { console.log(error === boom); }
const server = http.createServer((req, res) => { res.setHeader('x-seen', String(req.url)); res.end('hello'); });
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path`);
console.log(response.status, response.headers.get('x-seen'), await response.text());
server.close();
server.closeAllConnections();
