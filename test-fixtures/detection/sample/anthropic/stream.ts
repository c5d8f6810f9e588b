import { Anthropic } from '@anthropic-ai/sdk';

const client = new Anthropic({ maxRetries: 0 });

export async function* chat(messages: Anthropic.MessageParam[]) {
  const stream = client.messages
//               ^ llm anthropic proven
    .stream({ model: 'claude-opus-4-1', max_tokens: 64, messages })
//   ~
    .on('text', (text) => process.stdout.write(text));
  for await (const event of stream) yield event;
  const beta = await client.beta.messages.create({ model: 'm', max_tokens: 1, messages, betas: [] });
//                   ^                    ~ llm anthropic proven
  const runner = client.beta.messages.toolRunner({ model: 'm', max_tokens: 1, messages, tools: [] });
//               ^                    ~ llm anthropic proven
  yield await client.messages.countTokens({ model: 'm', messages });
//            ^               ~ llm anthropic proven
  await client.messages.batches.create({ requests: [] });
  await client.models.list();
  return [beta, runner];
}
