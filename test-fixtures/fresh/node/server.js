import { createServer } from 'node:http';

const server = createServer(async (_request, response) => {
  const found = await fetch(process.env.DOWNSTREAM);
  response.end(JSON.stringify({ answer: await found.text() }));
});

server.listen(process.env.PORT ?? 3000);
