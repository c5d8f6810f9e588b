import http from 'node:http';
import express, { Router } from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { list } from './list';

const app = express();
app.use(express.json());
app.use((req, res, next) => next());
app.get('/items/:id', list, async (req, res) => {
  res.json({});
});
app.get('view engine');
const router = Router();
router.route('/orders').get(list).post([list, (req, res) => res.end()]);
app.use('/api', router);
app.use((error, req, res, next) => res.status(500).end());

const api = new Hono();
api.post('/ask', (c) => c.text('ok'));
api.on('PURGE', '/cache', (c) => c.text('ok'));

const server = Fastify();
server.route({ method: 'GET', url: '/health', handler: async () => 'ok' });
export const plugin = (instance) => {
  instance.get('/shaped', async (request, reply) => 'ok');
};
http.createServer(app).listen(3000);
