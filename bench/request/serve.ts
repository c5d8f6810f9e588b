/** A service as many are: Express in front, one question to OpenAI behind each request. */
import express, { type Request, type Response } from 'express';
import type OpenAI from 'openai';

export function serve(client: OpenAI): void {
  const app = express();
  app.use(express.json());
  app.post('/ask', async (request: Request, response: Response) => {
    const answer = await client.chat.completions.create({
      model: 'gpt-5',
      messages: [{ role: 'user', content: request.body.question }],
    });
    response.json({ answer: answer.choices[0]?.message.content });
  });
  app.post('/stream', async (request: Request, response: Response) => {
    const stream = await client.chat.completions.create({
      model: 'gpt-5',
      stream: true,
      messages: [{ role: 'user', content: request.body.question }],
    });
    let chunks = 0;
    for await (const { choices } of stream) chunks += choices.length;
    response.json({ chunks });
  });
  app.get('/usage', (_request, response) => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    response.json({ cpu: userCPUTime + systemCPUTime, rss: process.memoryUsage.rss() });
  });
  const server = app.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number };
    console.log(`http://127.0.0.1:${port}`);
  });
}
