import { ConverseCommand, type BedrockRuntimeClient, BedrockRuntime } from '@aws-sdk/client-bedrock-runtime';
import { bus, client } from './aws';

export const one = (input: any) => client.send(new ConverseCommand(input));
//                                 ^      ~ llm bedrock proven
export const two = (rt: BedrockRuntimeClient, command: ConverseCommand) => rt.send(command);
//                                                                         ^  ~ llm bedrock proven
export const three = (input: any) => new BedrockRuntime({}).converse(input);
//                                   ^                      ~ llm bedrock proven
export const four = (input: any) => bus.send({ type: 'converse', input });
