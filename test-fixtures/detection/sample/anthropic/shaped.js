import { claude } from '../services/claude.js';

export async function summarize(text) {
  const msg = await claude.messages.create({
//                  ^               ~ llm anthropic shaped
    model: 'claude-3-haiku-20240307',
    max_tokens: 300,
    messages: [{ role: 'user', content: `Summarize: ${text}` }],
  });
  return msg.content[0].text;
}

export const stream = (params) => claude.messages.stream(params);
//                                ^               ~ llm anthropic shaped
