import express from 'express';

const app = express();

app.get('/ask', async (_request, response) => {
  const found = await fetch(process.env.DOWNSTREAM!);
  response.json({ answer: await found.text() });
});

app.listen(process.env.PORT ?? 3000);
