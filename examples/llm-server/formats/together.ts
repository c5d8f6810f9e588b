/** What Together has beside OpenAI's API: rerank. */
import { type Format, json } from '../format.ts';

export const together: Format = {
  name: 'together',
  answer({ path, body }) {
    if (path !== '/v1/rerank') return undefined;
    const results = [{ index: 0, relevance_score: 0.9 }];
    const usage = { prompt_tokens: 3, completion_tokens: 0, total_tokens: 3 };
    return json({ object: 'rerank', model: body.model, results, usage });
  },
};
