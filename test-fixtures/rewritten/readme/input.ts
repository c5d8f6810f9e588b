import express from 'express';
import OpenAI from 'openai';

const openai = new OpenAI();
const app = express();

app.post('/ask', async (req, res) => {
  const found = await fetch(`http://retrieval/search?q=${req.query.q}`);
  const answer = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: await found.text() }],
  });
  res.json(answer.choices[0]?.message);
});
