import type { NextApiRequest, NextApiResponse } from 'next';
import Anthropic from '@anthropic-ai/sdk';

const anthropic = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY });

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
//             ^ handler exported-handler shaped
  if (req.method !== 'POST') return res.status(405).end();
  const reply = await anthropic.messages.create(req.body);
//                    ^                  ~ llm anthropic proven
  return res.status(200).json(reply);
}
