import * as $ot from "onetrace/inject"; import * as bedrock from '@aws-sdk/client-bedrock-runtime';
import { BedrockRuntime, BedrockRuntimeClient, ConverseCommand, ListAsyncInvokesCommand } from '@aws-sdk/client-bedrock-runtime';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const client = new BedrockRuntimeClient({ region: 'us-east-1' });
export const ask = (input) => $ot.bedrock("bedrock/input.ts:6:31#ask?method=send&proven=1&callee=client.send", client, "send")(new ConverseCommand(input));
export async function stream(input, given) {
  const command = new bedrock.ConverseStreamCommand(input);
  const { stream } = await $ot.bedrock("bedrock/input.ts:9:28#stream?method=send&proven=1&awaited=1&callee=given.send", given, "send")(command, { abortSignal: input.signal });
  return stream;
}
export const any = (command) => $ot.bedrock("bedrock/input.ts:12:33#any?method=send&proven=1&callee=client.send", client, "send")(command, (error, data) => console.log(error, data));
export const whole = new BedrockRuntime({});
export const converse = (input) => $ot.bedrock("bedrock/input.ts:14:36#converse?method=converse&proven=1&callee=whole.converse", whole, "converse")(input);
export const list = () => client.send(new ListAsyncInvokesCommand({}));
export const store = (s3: S3Client) => s3.send(new PutObjectCommand({}));
export const mail = (transport) => transport.send({ to: 'a' });
