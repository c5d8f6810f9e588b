import * as $ot from "onetrace/inject"; import http from 'node:http';
import express, { Router } from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { list } from './list';

const app = express();
app.use(express.json());
app.use($ot.handler("registered-handlers/input.ts:9:9#", (req, res, next) => next()));
app.get('/items/:id', $ot.handler("registered-handlers/input.ts:10:23#?http.request.method=GET&http.route=/items/:id", list), $ot.handler("registered-handlers/input.ts:10:29#?http.request.method=GET&http.route=/items/:id", async (req, res) => {
  res.json({});
}));
app.get('view engine');
const router = Router();
router.route('/orders').get($ot.handler("registered-handlers/input.ts:15:29#?http.request.method=GET&http.route=/orders", list)).post([$ot.handler("registered-handlers/input.ts:15:41#?http.request.method=POST&http.route=/orders", list), $ot.handler("registered-handlers/input.ts:15:47#?http.request.method=POST&http.route=/orders", (req, res) => res.end())]);
app.use('/api', router);
app.use($ot.failure("registered-handlers/input.ts:17:9#", (error, req, res, next) => res.status(500).end()));

const api = new Hono();
api.post('/ask', $ot.handler("registered-handlers/input.ts:20:18#?http.request.method=POST&http.route=/ask", (c) => c.text('ok')));
api.on('PURGE', '/cache', $ot.handler("registered-handlers/input.ts:21:27#?http.request.method=PURGE&http.route=/cache", (c) => c.text('ok')));

const server = Fastify();
server.route({ method: 'GET', url: '/health', handler: /* @__PURE__ */ $ot.handler("registered-handlers/input.ts:24:56#handler?http.request.method=GET&http.route=/health&name=handler", async () => 'ok') });
export const plugin = (instance) => {
  instance.get('/shaped', $ot.handler("registered-handlers/input.ts:26:27#plugin?http.request.method=GET&http.route=/shaped", async (request, reply) => 'ok'));
};
http.createServer($ot.handler("registered-handlers/input.ts:28:19#", app)).listen(3000);
