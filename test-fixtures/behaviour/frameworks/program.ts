// Middleware, hooks, error handlers, procedures and resolvers keep name, length, order, `this` and errors.
import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import Fastify from 'fastify';
import { createSchema } from 'graphql-yoga';
import { Hono } from 'hono';
import { createFactory, createMiddleware } from 'hono/factory';
import { initTRPC } from '@trpc/server';
const express = createRequire(import.meta.url)('express');
void createServer;
const log: unknown[] = [];
const app = express();
const first = (req: unknown, res: unknown, next: () => void) => { log.push('first'); next(); };
const wrap = (fn: Function) => (...args: unknown[]) => Promise.resolve(fn(...args)).catch(args[2] as () => void);
class Items { seen = 'items'; show(this: Items, req: { params: { id: string } }, res: { json(it: unknown): void }) { res.json({ id: req.params.id, seen: this.seen }); } }
const items = new Items();
function failed(error: Error, req: unknown, res: { status(code: number): { json(it: unknown): void } }, next: unknown) { log.push(['failed', error.message]); res.status(418).json({ failed: error.message }); }
const inner = express();
inner.on('mount', (parent: unknown) => log.push(['mounted', parent === app, inner.mountpath]));
inner.get('/a', (req: { baseUrl: string }, res: { json(it: unknown): void }) => res.json(req.baseUrl));
app.use(first, [first]);
app.use('/inner', inner);
app.param('id', (req: unknown, res: unknown, next: () => void, id: string) => { log.push(['param', id]); next(); });
app.get('/bound/:id', items.show.bind(items));
app.get('/wrapped/:id', wrap(async (req: { params: object }, res: { json(it: unknown): void }) => { res.json(req.params); }));
app.get('/broken', wrap(async () => { throw new RangeError('broken'); }));
app.use(failed);
const stack = (app.router ?? app._router).stack as { name: string; handle: { name: string; length: number } }[];
console.log(stack.map(({ name, handle }) => `${name} ${handle.name} ${handle.length}`).join());
const server = app.listen(0, '127.0.0.1');
await new Promise((resolve) => server.on('listening', resolve));
for (const path of ['/bound/1', '/wrapped/2', '/broken', '/inner/a', '/none']) {
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  console.log(path, response.status, (await response.text()).slice(0, 60), JSON.stringify(log.splice(0)));
}
server.close();
server.closeAllConnections();
const fastify = Fastify();
try { fastify.addHook('onRequest', async (request, reply, done) => {}); } catch (error) { console.log((error as { code: string }).code); }
async function hook(request: unknown) { log.push('hook'); }
fastify.addHook('preHandler', hook);
fastify.get('/a', { preHandler: [hook], handler: async function named(request) { return { self: this === fastify }; } });
fastify.setNotFoundHandler((request, reply) => { reply.code(404).send('mine'); });
fastify.setErrorHandler((error, request, reply) => { reply.code(500).send((error as Error).message); });
fastify.get('/e', () => { throw new Error('e'); });
for (const url of ['/a', '/e', '/none']) {
  const { statusCode, body } = await fastify.inject(url);
  console.log(url, statusCode, body, JSON.stringify(log.splice(0)));
}
const middleware = createMiddleware(async function mine(c, next) { log.push('mine'); await next(); });
const handlers = createFactory().createHandlers(middleware, async (c) => c.text(`last ${c.req.param('id')}`));
console.log(middleware.name, middleware.length, handlers.length, handlers[1]!.length);
const hono = new Hono().get('/a/:id', ...handlers);
hono.notFound((c) => c.text('none', 404)).onError((error, c) => c.text(error.message, 500));
hono.get('/e', () => { throw new Error('e'); });
for (const path of ['/a/1', '/e', '/none']) { const response = await hono.request(path); console.log(path, response.status, await response.text()); }
const t = initTRPC.create();
const router = t.router({ ask: t.procedure.use(({ next, path }) => { log.push(path); return next(); }).query(({ path, type }) => ({ path, type })), fail: t.procedure.mutation(() => { throw new RangeError('no'); }) });
const caller = t.createCallerFactory(router)({});
console.log(JSON.stringify(await caller.ask()), await caller.fail().catch((error: Error) => [error.constructor.name, error.message, (error.cause as Error).name].join()), log.splice(0).join());
const resolvers = { Query: { ask: (_: unknown, { id }: { id: string }) => id } };
const { ask } = resolvers.Query;
const schema = createSchema({ typeDefs: 'type Query { ask(id: String): String }', resolvers });
console.log(schema.getQueryType()!.getFields()['ask']!.resolve!.name, ask.length, ask(null, { id: 'x' }));
export default hono;
console.log(typeof hono.fetch, await (await hono.fetch(new Request('http://x.test/a/2'))).text());
