import { crc32 } from 'node:zlib';
import { BedrockAgentRuntimeClient, InvokeAgentCommand, RetrieveAndGenerateCommand, RetrieveCommand } from '@aws-sdk/client-bedrock-agent-runtime';

import { NodeHttpHandler } from '@smithy/node-http-handler';
import { serve } from '../serve.ts';

/** `application/vnd.amazon.eventstream`. */
function event(type: string, payload: unknown): Uint8Array {
  const header = (name: string, value: string): Buffer =>
    Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7, value.length >> 8, value.length & 255]), Buffer.from(value)]);
  const headers = Buffer.concat([header(':message-type', 'event'), header(':event-type', type), header(':content-type', 'application/json')]);
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(headers.length + body.length + 16, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const sum = (bytes: Buffer): Buffer => Buffer.from(new Uint32Array([crc32(bytes)]).buffer).swap32();
  const start = Buffer.concat([prelude, sum(prelude), headers, body]);
  return Buffer.concat([start, sum(start)]);
}
const usage = (inputTokens: number, outputTokens: number) =>
  event('trace', { agentId: 'A1', sessionId: 's', trace: { orchestrationTrace: { modelInvocationOutput: { traceId: 't', metadata: { usage: { inputTokens, outputTokens } } } } } });
const { url } = await serve(({ path }) => {
  if (path.includes('/retrieveAndGenerate')) return { json: { sessionId: 's1', output: { text: 'It is in Norway.' }, citations: [] } };
  if (path.includes('/retrieve')) return { json: { retrievalResults: [{ content: { text: 'Oslo is a city', type: 'TEXT' }, score: 0.8 }, { content: { text: 'Bergen', type: 'TEXT' }, score: 0.5 }] } };
  const parts = [event('chunk', { bytes: btoa('Oslo ') }), usage(10, 4), event('chunk', { bytes: btoa('it is.') }), usage(20, 6)];
  return { bytes: Buffer.concat(parts), type: 'application/vnd.amazon.eventstream', headers: { 'x-amzn-bedrock-agent-session-id': 's', 'x-amzn-bedrock-agent-content-type': 'application/json' } };
});
const client = new BedrockAgentRuntimeClient({ region: 'eu-west-1', endpoint: url, requestHandler: new NodeHttpHandler(), credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
const found = await client.send(new RetrieveCommand({ knowledgeBaseId: 'KB1', retrievalQuery: { text: 'where?' }, retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: 2 } } }));
console.log(found.retrievalResults?.length);
const { completion } = await client.send(new InvokeAgentCommand({ agentId: 'A1', agentAliasId: 'L1', sessionId: 's', inputText: 'Which city?', enableTrace: true }));
let said = '';
for await (const { chunk } of completion ?? []) said += new TextDecoder().decode(chunk?.bytes);
console.log(said);
const made = await client.send(new RetrieveAndGenerateCommand({ input: { text: 'Where is it?' }, retrieveAndGenerateConfiguration: { type: 'KNOWLEDGE_BASE', knowledgeBaseConfiguration: { knowledgeBaseId: 'KB1', modelArn: 'amazon.nova-pro-v1:0' } } }));
console.log(made.output?.text);
