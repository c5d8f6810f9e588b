import * as $ot from "onetrace/inject"; import express from 'express';
import OpenAI from 'openai';

const openai = new OpenAI();
const app = express();

app.post('/ask', $ot.handler("readme/input.ts:7:18#?http.request.method=POST&http.route=/ask", async (req, res) => {
  const found = await $ot.fetch("readme/input.ts:8:23#", fetch)(`http://retrieval/search?q=${req.query.q}`);
  const answer = await $ot.openai("readme/input.ts:9:24#?method=chat.completions.create&proven=1&awaited=1&callee=openai.chat.completions.create", openai.chat.completions, "create")({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: await found.text() }],
  });
  res.json(answer.choices[0]?.message);
}));
