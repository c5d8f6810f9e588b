import Fastify from 'fastify';
import { generate } from './llm';

const app = Fastify({ logger: true });
app.get('/health', async () => ({ ok: true }));
//                 ^ handler registered-handler proven
app.route({ method: 'POST', url: '/gen', handler: async (req) => generate(req.body) });
//                                                ^ handler registered-handler proven
await app.listen({ port: 3000 });
