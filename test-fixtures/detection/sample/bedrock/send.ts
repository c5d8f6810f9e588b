import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

const bedrock = new BedrockRuntimeClient({ region: 'us-east-1' });
const s3 = new S3Client({});

export const handler = async (event: { prompt: string }) => {
//                     ^ handler exported-handler proven
  await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  const command = new InvokeModelCommand({ modelId: 'anthropic.claude-3', body: JSON.stringify(event) });
  const res = await bedrock.send(command);
//                  ^       ~ llm bedrock proven
  const out = await bedrock.send(new ConverseCommand({ modelId: 'm', messages: [] }));
//                  ^       ~ llm bedrock proven
  const streamed = await bedrock.send(new ConverseStreamCommand({ modelId: 'm', messages: [] }), { abortSignal: undefined });
//                       ^       ~ llm bedrock proven
  return { res: JSON.parse(new TextDecoder().decode(res.body)), out, streamed };
};
