/** The worker, with a queue in Redis: what takes its jobs could as well be another process. */
import { Queue, Worker } from 'bullmq';
import Fastify from 'fastify';

const { LLM_URL, PORT, REDIS_PORT } = process.env;
const connection = { host: '127.0.0.1', port: Number(REDIS_PORT), maxRetriesPerRequest: null };
const notes = new Queue('notes', { connection });
const app = Fastify();

app.post('/jobs', async (request, reply) => {
  await notes.add('write', request.body);
  return reply.code(202).send({ queued: true });
});

new Worker(
  'notes',
  async (job) => {
    const response = await fetch(`${LLM_URL}/note`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(job.data),
    });
    if (!response.ok) throw new Error(`no note: ${response.status}`);
  },
  { connection, concurrency: 20 },
);

await app.listen({ host: '127.0.0.1', port: Number(PORT) });
console.log('listening on', app.server.address());
