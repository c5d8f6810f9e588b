import * as AnthropicSDK from '@anthropic-ai/sdk';

export namespace Llm {
  export const client = new AnthropicSDK.Anthropic();
  export const ask = (content: string) =>
    client.messages.create({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content }] });
//  ^               ~ llm anthropic proven
}
export const outside = (messages: []) => Llm.client.messages.create({ model: 'm', max_tokens: 1, messages });
//                                       ^                   ~ llm anthropic proven
