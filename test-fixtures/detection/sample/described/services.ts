import { BedrockAgentRuntimeClient, InvokeAgentCommand, ListSessionsCommand, RetrieveCommand } from '@aws-sdk/client-bedrock-agent-runtime';
import { DeepgramClient } from '@deepgram/sdk';
import { ElevenLabsClient } from '@elevenlabs/elevenlabs-js';
import { fal } from '@fal-ai/client';
import { tavily } from '@tavily/core';
import Exa from 'exa-js';
import { VoyageAIClient } from 'voyageai';

const search = tavily({ apiKey: process.env.TAVILY });
const exa = new Exa(process.env.EXA);
const bedrock = new BedrockAgentRuntimeClient({});

export async function go(text: string) {
  const a = await search.search(text, { maxResults: 3 });
//                ^      ~ tool services proven
  const b = await exa.searchAndContents(text);
//                ^   ~ tool services proven
  const c = await fal.subscribe('fal-ai/flux', { input: { prompt: text } });
//                ^   ~ llm services proven
  const d = await new ElevenLabsClient().textToSpeech.convert('voice', { text });
//                ^                                   ~ llm services proven
  const e = await new DeepgramClient().listen.v1.media.transcribeUrl({ url: text, model: 'nova-3' });
//                ^                                    ~ llm services proven
  const f = await new VoyageAIClient().embed({ input: text, model: 'voyage-3' });
//                ^                    ~ llm services proven
  const g = await bedrock.send(new RetrieveCommand({ knowledgeBaseId: 'k', retrievalQuery: { text } }));
//                ^       ~ llm retrieval proven
  const h = await bedrock.send(new InvokeAgentCommand({ agentId: 'a', agentAliasId: 'b', sessionId: 's', inputText: text }));
//                ^       ~ llm services proven
  await bedrock.send(new ListSessionsCommand({}));
  await fal.storage.upload(new Blob([text]));
  return [a, b, c, d, e, f, g, h];
}
