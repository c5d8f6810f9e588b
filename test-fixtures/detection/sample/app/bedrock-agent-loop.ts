import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  type ConverseCommandOutput,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';

const buildCommand = (messages: Message[]) => new ConverseCommand({ modelId: 'm', messages } satisfies ConverseCommandInput);

export class Loop {
  constructor(private readonly clientFactory: () => BedrockRuntimeClient) {}

  async turn(messages: Message[]): Promise<ConverseCommandOutput> {
    const client = this.clientFactory();
    try {
      return await client.send(buildCommand(messages));
//                 ^      ~ llm bedrock proven
    } catch {
      return this.clientFactory().send(buildCommand(messages.slice(1)));
//           ^                    ~ llm bedrock proven
    }
  }
}
