/** Answers with one vendor's model, word by word, and writes notes with another's. */
import Anthropic from '@anthropic-ai/sdk';
import express from 'express';
import OpenAI from 'openai';

const openai = new OpenAI();
const anthropic = new Anthropic();

const app = express();
app.use(express.json());

app.post('/answer', async (req, res) => {
  const { question, passages } = req.body;
  const stream = await openai.chat.completions.create({
    model: 'gpt-4o',
    stream: true,
    stream_options: { include_usage: true },
    messages: [
      { role: 'system', content: `Answer from this handbook:\n${passages.join('\n')}` },
      { role: 'user', content: question },
    ],
  });
  res.type('text/plain');
  for await (const chunk of stream) res.write(chunk.choices[0]?.delta.content ?? '');
  res.end();
});

app.post('/note', async (req, res) => {
  const { question, answer } = req.body;
  const message = await anthropic.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 200,
    messages: [{ role: 'user', content: `Note in one line what was asked.\n${question}\n${answer}` }],
  });
  const [block] = message.content;
  res.json({ note: block?.type === 'text' ? block.text : '' });
});

const server = app.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log('listening on', server.address());
});
