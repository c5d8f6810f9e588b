import cors from 'cors';
import express, { type RequestHandler, Router } from 'express';
import { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Elysia } from 'elysia';
import { limit, session } from './session';

const app = express();
const own: RequestHandler = (req, res, next) => next();
app.use(cors(), session, own);
app.use('/api', [session, limit({ max: 1 })], Router());
app.use((error, req, res, next) => res.status(500).end());
app.param('id', (req, res, next, id) => next());
class Orders {
  constructor() {
    app.get('/orders', this.list.bind(this));
    app.post('/orders', wrap(async (req, res) => res.json({})), wrap(this.save));
  }
}
export const plugin: FastifyPluginAsyncTypebox = async (fastify) => {
  fastify.post('/typed', { handler: session }, session);
  fastify.route({ method: 'PUT', url: '/put', onRequest: [session], handler: session });
};
unknown.get('/wrapped', asyncHandler(async (req, res) => res.end()));
new Elysia().get('/a', ({ params }) => params).get('/b', session).onError(({ error }) => error);
