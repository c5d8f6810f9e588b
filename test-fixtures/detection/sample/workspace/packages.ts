import { openai } from '@acme/ai';
import { anthropic } from 'lib/anthropic';
import twilio from 'twilio';

const sms = twilio('a', 'b');

export const embed = (input: string) => openai.embeddings.create({ model: 'text-embedding-3-small', input });
//                                      ^                 ~ llm openai shaped
export const ask = (params: any) => anthropic.messages.create(params);
//                                  ^                  ~ llm anthropic shaped
export const text = (params: any) => sms.messages.create(params);
