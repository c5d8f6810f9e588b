import express from 'express';
import OpenAI from 'openai';

const app = express();
app.locals.openai = new OpenAI();

app.get('/joke', async (req, res) => {
//               ^ handler registered-handler proven
  const joke = await app.locals.openai.responses.create({ model: 'gpt-4o', input: 'joke' });
//                   ^                           ~ llm openai proven
  const again = await req.app.locals.openai.responses.create({ model: 'gpt-4o', input: 'joke' });
//                    ^                               ~ llm openai shaped
  res.send(joke.output_text + again.output_text);
});
