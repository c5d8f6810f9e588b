import Anthropic from '@anthropic-ai/sdk';
import express, { type Request, type Response } from 'express';

const anthropic = new Anthropic();
const router = express.Router();

router.post('/claude', async (req: Request, res: Response) => {
//                     ^ handler registered-handler proven
  const message = await anthropic.messages.create({
//                      ^                  ~ llm anthropic proven
    model: 'claude-3-5-sonnet-latest',
    max_tokens: 1000,
    messages: [{ role: 'user', content: req.body.prompt }],
  });
  res.json(message.content);
});

export default router;
