import * as bedrock from '@aws-sdk/client-bedrock-runtime';
import { BedrockRuntime, BedrockRuntimeClient, ConverseCommand, ListAsyncInvokesCommand } from '@aws-sdk/client-bedrock-runtime';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const client = new BedrockRuntimeClient({ region: 'us-east-1' });
export const ask = (input) => client.send(new ConverseCommand(input));
export async function stream(input, given) {
  const command = new bedrock.ConverseStreamCommand(input);
  const { stream } = await given.send(command, { abortSignal: input.signal });
  return stream;
}
export const any = (command) => client.send(command, (error, data) => console.log(error, data));
export const whole = new BedrockRuntime({});
export const converse = (input) => whole.converse(input);
export const list = () => client.send(new ListAsyncInvokesCommand({}));
export const store = (s3: S3Client) => s3.send(new PutObjectCommand({}));
export const mail = (transport) => transport.send({ to: 'a' });
