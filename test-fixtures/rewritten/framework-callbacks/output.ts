import * as $ot from "onetrace/inject"; import { ApolloServer } from '@apollo/server';
import { app as azure } from '@azure/functions';
import { http, cloudEvent } from '@google-cloud/functions-framework';
import { OpenAPIHono } from '@hono/zod-openapi';
import { os } from '@orpc/server';
import { App } from '@slack/bolt';
import { initTRPC } from '@trpc/server';
import { ipcMain } from 'electron';
import Fastify, { type onRequestHookHandler } from 'fastify';
import { onCall } from 'firebase-functions/v2/https';
import { createSchema, createYoga } from 'graphql-yoga';
import { cachedEventHandler, defineEventHandler, defineTask, defineWebSocketHandler } from 'h3';
import { createFactory, createMiddleware } from 'hono/factory';
import mercurius from 'mercurius';
import { WebSocketServer } from 'ws';
import { action, httpAction } from './_generated/server';
import { protectedProcedure, resolvers, save } from './others';

export const auth = createMiddleware($ot.handler("framework-callbacks/input.ts:19:38#", async (c, next) => next()));
export const list = createFactory().createHandlers(auth, $ot.handler("framework-callbacks/input.ts:20:58#", async (c) => c.text('ok')));
const api = new OpenAPIHono();
api.openapi($ot.handler("framework-callbacks/input.ts:22:13#", route), $ot.handler("framework-callbacks/input.ts:22:20#", (c) => c.json({})));
api.notFound($ot.handler("framework-callbacks/input.ts:23:14#", (c) => c.text('none', 404))).onError($ot.failure("framework-callbacks/input.ts:23:50#", (error, c) => c.text(error.message)));

const server = Fastify();
server.addHook('onRequest', $ot.handler("framework-callbacks/input.ts:26:29#", async (request) => {}));
const typed: onRequestHookHandler = async () => {};
server.addHook('onRequest', $ot.handler("framework-callbacks/input.ts:28:29#", typed));
server.get('/a', { preHandler: [$ot.handler("framework-callbacks/input.ts:29:33#", auth), $ot.handler("framework-callbacks/input.ts:29:39#", save)], handler: /* @__PURE__ */ $ot.handler("framework-callbacks/input.ts:29:55#handler?http.request.method=GET&http.route=/a&name=handler", async () => 'ok') });
server.get('/b', { preHandler: /* @__PURE__ */ $ot.handler("framework-callbacks/input.ts:30:32#preHandler?name=preHandler", async () => {}) }, $ot.handler("framework-callbacks/input.ts:30:50#?http.request.method=GET&http.route=/b", save));
server.setNotFoundHandler({ preHandler: /* @__PURE__ */ $ot.handler("framework-callbacks/input.ts:31:41#", save) }, $ot.handler("framework-callbacks/input.ts:31:49#", async () => 'none'));
server.setErrorHandler($ot.failure("framework-callbacks/input.ts:32:24#", (error, request, reply) => reply.send(error)));
server.register(mercurius, { schema: /* @__PURE__ */ $ot.resolvers("framework-callbacks/input.ts:33:30#", schema), resolvers: /* @__PURE__ */ $ot.resolvers("framework-callbacks/input.ts:33:49#", { Query: { add: () => 1 } }) });

const t = initTRPC.create();
export const router = t.router({
  ask: t.procedure.use($ot.procedure("framework-callbacks/input.ts:37:24#?system=trpc", ({ next }) => next())).query($ot.procedure("framework-callbacks/input.ts:37:52#?system=trpc", ({ input }) => input)),
  save: protectedProcedure.input(String).mutation($ot.procedure("framework-callbacks/input.ts:38:51#?system=trpc", save)),
});
export const pong = os.input(String).handler($ot.procedure("framework-callbacks/input.ts:40:46#?system=orpc", async ({ input }) => input));

export const yoga = createYoga({ schema: /* @__PURE__ */ $ot.resolvers("framework-callbacks/input.ts:42:42#", createSchema({ typeDefs, resolvers: /* @__PURE__ */ $ot.resolvers("framework-callbacks/input.ts:42:67#", resolvers) })) });
export const apollo = new ApolloServer({ typeDefs, resolvers: /* @__PURE__ */ $ot.resolvers("framework-callbacks/input.ts:43:52#", resolvers) });

export const cached = cachedEventHandler($ot.handler("framework-callbacks/input.ts:45:42#", async (event) => 'ok'));
export const both = defineEventHandler({ onRequest: [$ot.handler("framework-callbacks/input.ts:46:54#", auth)], handler: /* @__PURE__ */ $ot.handler("framework-callbacks/input.ts:46:70#handler?name=handler", (event) => 'ok') });
export const task = defineTask({ meta: { name: 'x' }, run: /* @__PURE__ */ $ot.work("framework-callbacks/input.ts:47:60#run?span=task&name=run", async () => ({ result: 1 })) });
export const socket = defineWebSocketHandler({ message(peer, message) { const $x = $ot.enterWork("framework-callbacks/input.ts:48:48#message?span=websocket message", 0, arguments, this); try { } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }, open: /* @__PURE__ */ $ot.work("framework-callbacks/input.ts:48:81#open?span=websocket open&name=open", (peer) => {}) });

azure.http('ask', { route: 'ask/{id}', handler: /* @__PURE__ */ $ot.handler("framework-callbacks/input.ts:50:49#handler?http.route=/api/ask/{id}&name=handler", async (request, context) => ({})) });
azure.timer('nightly', { schedule: '0 0 * * * *', handler: /* @__PURE__ */ $ot.work("framework-callbacks/input.ts:51:60#?span=nightly", save) });
http('hello', $ot.handler("framework-callbacks/input.ts:52:15#", (request, response) => response.end()));
cloudEvent('saved', $ot.work("framework-callbacks/input.ts:53:21#?span=saved", async (event) => {}));
export const called = onCall({ cors: true }, $ot.work("framework-callbacks/input.ts:54:46#", async ({ data }) => data));
export const asked = action({ args: {}, handler: /* @__PURE__ */ $ot.work("framework-callbacks/input.ts:55:50#handler?name=handler", async (ctx, { id }) => id) });
export const hook = httpAction($ot.handler("framework-callbacks/input.ts:56:32#", async (ctx, request) => new Response()));

ipcMain.handle('ask', $ot.work("framework-callbacks/input.ts:58:23#?own=1&span=ipc ask", async (event, question) => question));
new App({}).message('hello', $ot.work("framework-callbacks/input.ts:59:30#?span=slack hello", async ({ say }) => say('hi')));
$ot.ws("framework-callbacks/input.ts:60:1#?method=on&proven=1&callee=(intermediate value).on", new WebSocketServer({ port: 1 }), "on")('connection', $ot.work("framework-callbacks/input.ts:60:51#?span=connection", (ws) => {
  $ot.ws("framework-callbacks/input.ts:61:3#?method=on&proven=1&callee=ws.on", ws, "on")('message', $ot.work("framework-callbacks/input.ts:61:20#?span=message", async (data) => save(data)));
}));
