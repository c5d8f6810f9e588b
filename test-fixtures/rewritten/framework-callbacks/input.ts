import { ApolloServer } from '@apollo/server';
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

export const auth = createMiddleware(async (c, next) => next());
export const list = createFactory().createHandlers(auth, async (c) => c.text('ok'));
const api = new OpenAPIHono();
api.openapi(route, (c) => c.json({}));
api.notFound((c) => c.text('none', 404)).onError((error, c) => c.text(error.message));

const server = Fastify();
server.addHook('onRequest', async (request) => {});
const typed: onRequestHookHandler = async () => {};
server.addHook('onRequest', typed);
server.get('/a', { preHandler: [auth, save], handler: async () => 'ok' });
server.get('/b', { preHandler: async () => {} }, save);
server.setNotFoundHandler({ preHandler: save }, async () => 'none');
server.setErrorHandler((error, request, reply) => reply.send(error));
server.register(mercurius, { schema, resolvers: { Query: { add: () => 1 } } });

const t = initTRPC.create();
export const router = t.router({
  ask: t.procedure.use(({ next }) => next()).query(({ input }) => input),
  save: protectedProcedure.input(String).mutation(save),
});
export const pong = os.input(String).handler(async ({ input }) => input);

export const yoga = createYoga({ schema: createSchema({ typeDefs, resolvers }) });
export const apollo = new ApolloServer({ typeDefs, resolvers });

export const cached = cachedEventHandler(async (event) => 'ok');
export const both = defineEventHandler({ onRequest: [auth], handler: (event) => 'ok' });
export const task = defineTask({ meta: { name: 'x' }, run: async () => ({ result: 1 }) });
export const socket = defineWebSocketHandler({ message(peer, message) {}, open: (peer) => {} });

azure.http('ask', { route: 'ask/{id}', handler: async (request, context) => ({}) });
azure.timer('nightly', { schedule: '0 0 * * * *', handler: save });
http('hello', (request, response) => response.end());
cloudEvent('saved', async (event) => {});
export const called = onCall({ cors: true }, async ({ data }) => data);
export const asked = action({ args: {}, handler: async (ctx, { id }) => id });
export const hook = httpAction(async (ctx, request) => new Response());

ipcMain.handle('ask', async (event, question) => question);
new App({}).message('hello', async ({ say }) => say('hi'));
new WebSocketServer({ port: 1 }).on('connection', (ws) => {
  ws.on('message', async (data) => save(data));
});
