const express = require('express');
const OpenAI = require('openai');

const app = express();
app.use(express.json());
const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

app.post('/api/chat', async (req, res) => {
//                    ^ handler registered-handler proven
  try {
    const completion = await openai.chat.completions.create({
//                           ^                       ~ llm openai proven
      model: 'gpt-3.5-turbo',
      messages: [{ role: 'user', content: req.body.message }],
    });
    res.json({ reply: completion.choices[0].message.content });
  } catch (err) {
    console.error(err);
    res.status(500).json({ error: 'Something went wrong' });
  }
});

app.listen(3000, () => console.log('listening'));
