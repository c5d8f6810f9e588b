import OpenAI from 'openai';
import type { Logger } from 'pino';

export async function generateTitle({ llm, logger }: { llm: OpenAI; logger: Logger }, text: string) {
  logger.info('title');
  return llm.responses.create({ model: 'gpt-4.1', input: text });
//       ^             ~ llm openai proven
}
