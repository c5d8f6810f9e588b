/** Takes jobs from a queue after the request that left them is over. */
import Fastify from 'fastify';
import { Observe } from 'onetrace';
import { Queue } from './queue.ts';

interface Job {
  readonly payload: { readonly question: string; readonly answer: string };
  readonly traceContext: string;
}

const { LLM_URL, PORT } = process.env;
const queue = new Queue<Job>();
const app = Fastify();

app.post<{ Body: Job['payload'] }>('/jobs', async (request, reply) => {
  queue.publish({ payload: request.body, traceContext: Observe.getBaggage() });
  return reply.code(202).send({ queued: true });
});

queue.subscribe(({ payload, traceContext }) =>
  Observe.withTrace('write-note', traceContext, async () => {
    const response = await fetch(`${LLM_URL}/note`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    if (!response.ok) throw new Error(`no note: ${response.status}`);
  }),
);

await app.listen({ host: '127.0.0.1', port: Number(PORT) });
console.log('listening on', app.server.address());
