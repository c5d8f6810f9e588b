const server = Bun.serve({
  port: process.env.PORT ?? 3000,
  routes: {
    '/ask': async () => {
      const found = await fetch(process.env.DOWNSTREAM!);
      return Response.json({ answer: await found.text() });
    },
  },
});

console.log(`Listening on ${server.url}`);
