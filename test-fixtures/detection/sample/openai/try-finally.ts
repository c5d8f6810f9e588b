import { OpenAI } from 'openai';

export default async function handler(req: any, res: any) {
//             ^ handler exported-handler shaped
  const openai = new OpenAI({ timeout: 10_000 });
  let answer;
  try {
    answer = (
      await openai.chat.completions.create(
//          ^                       ~ llm openai proven
        { model: 'gpt-4', messages: req.body.messages },
        { signal: AbortSignal.timeout(5000) },
      )
    ).choices[0].message;
  } finally {
    res.end();
  }
  return answer;
}
