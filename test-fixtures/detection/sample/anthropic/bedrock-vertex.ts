import AnthropicBedrock from '@anthropic-ai/bedrock-sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';

const make = (where: 'aws' | 'gcp') => (where === 'aws' ? new AnthropicBedrock() : new AnthropicVertex());

export const ask = (body: any) => make('aws').messages.create(body);
//                                ^                    ~ llm anthropic proven
export const legacy = (prompt: string) => new AnthropicBedrock().completions.create({ model: 'm', prompt, max_tokens_to_sample: 1 });
//                                        ^                                  ~ llm anthropic proven
