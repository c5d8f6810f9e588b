/** Takes a question, asks retrieval and LLM service, and leaves a job for the worker. */
import express from 'express';
import { Observe } from 'onetrace';

const { LLM_URL, PORT, RETRIEVAL_URL, WORKER_URL } = process.env;

const app = express();
app.use(express.json());

app.post('/ask', async (req, res) => {
  const { question, session, user } = req.body;
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, session);
  Observe.setAttribute(Observe.TraceAttribute.USER_ID, user);

  const found = await post(`${RETRIEVAL_URL}/search`, { question });
  const { passages } = (await found.json()) as { passages: string[] };
  const answered = await post(`${LLM_URL}/answer`, { question, passages });
  const answer = await answered.text();
  await post(`${WORKER_URL}/jobs`, { question, answer });
  res.json({ answer });
});

async function post(url: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  console.log('listening on', server.address());
});
