import Fastify from 'fastify';

const fastify = Fastify();

fastify.get('/ask', async () => {
  const found = await fetch(process.env.DOWNSTREAM!);
  return { answer: await found.text() };
});

await fastify.listen({ port: Number(process.env.PORT ?? 3000) });
