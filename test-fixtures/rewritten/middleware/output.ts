import * as $ot from "onetrace/inject"; import cors from 'cors';
import express, { type RequestHandler, Router } from 'express';
import { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Elysia } from 'elysia';
import { limit, session } from './session';

const app = express();
const own: RequestHandler = (req, res, next) => next();
app.use(cors(), $ot.middleware("middleware/input.ts:9:17#", session), $ot.middleware("middleware/input.ts:9:26#", own));
app.use('/api', [$ot.middleware("middleware/input.ts:10:18#", session), $ot.middleware("middleware/input.ts:10:27#", limit({ max: 1 }))], Router());
app.use($ot.failure("middleware/input.ts:11:9#", (error, req, res, next) => res.status(500).end()));
app.param('id', $ot.handler("middleware/input.ts:12:17#", (req, res, next, id) => next()));
class Orders {
  constructor() {
    app.get('/orders', $ot.handler("middleware/input.ts:15:24#constructor?http.request.method=GET&http.route=/orders", this.list.bind(this)));
    app.post('/orders', $ot.handler("middleware/input.ts:16:25#constructor?http.request.method=POST&http.route=/orders", wrap(async (req, res) => res.json({}))), $ot.handler("middleware/input.ts:16:65#constructor?http.request.method=POST&http.route=/orders", wrap(this.save)));
  }
}
export const plugin: FastifyPluginAsyncTypebox = async (fastify) => {
  fastify.post('/typed', { handler: /* @__PURE__ */ $ot.handler("middleware/input.ts:20:37#plugin?http.request.method=POST&http.route=/typed", session) }, $ot.handler("middleware/input.ts:20:48#plugin?http.request.method=POST&http.route=/typed", session));
  fastify.route({ method: 'PUT', url: '/put', onRequest: [$ot.handler("middleware/input.ts:21:59#plugin", session)], handler: /* @__PURE__ */ $ot.handler("middleware/input.ts:21:78#plugin?http.request.method=PUT&http.route=/put", session) });
};
unknown.get('/wrapped', $ot.handler("middleware/input.ts:23:25#?http.request.method=GET&http.route=/wrapped", asyncHandler(async (req, res) => res.end())));
new Elysia().get('/a', $ot.handler("middleware/input.ts:24:24#?http.request.method=GET&http.route=/a", ({ params }) => params)).get('/b', $ot.handler("middleware/input.ts:24:58#?http.request.method=GET&http.route=/b", session)).onError($ot.failure("middleware/input.ts:24:75#", ({ error }) => error));
