import { GoogleGenerativeAI } from '@google/generative-ai';
import { VertexAI } from '@google-cloud/vertexai';
import { serve } from '../serve.ts';

const answer = (text: string, more: object = {}) => ({
  candidates: [{ index: 0, finishReason: 'STOP', content: { role: 'model', parts: [{ text: 'I think.', thought: true }, { text }] } }],
  usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5, thoughtsTokenCount: 2, cachedContentTokenCount: 4, totalTokenCount: 17, promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 6 }, { modality: 'TEXT', tokenCount: 4 }] },
  modelVersion: 'gemini-2.5-flash', responseId: 'g1', ...more,
});
const { url } = await serve(({ path, body }) => {
  if (path.includes('embedContent')) return { json: { embedding: { values: [0.1, 0.2] } } };
  if (path.includes('stream')) return { events: ['data: ' + JSON.stringify(answer('Os', { usageMetadata: undefined, candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'Os' }] } }] })) + '\r\n\r\n', 'data: ' + JSON.stringify(answer('lo')) + '\r\n\r\n'] };
  if (JSON.stringify(body).includes('blocked')) return { json: { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: { promptTokenCount: 3 } } };
  if (JSON.stringify(body).includes('fails')) return { status: 400, json: { error: { code: 400, message: 'my secret prompt is bad', status: 'INVALID_ARGUMENT' } } };
  if (JSON.stringify(body).includes('weather')) return { json: answer('', { candidates: [{ index: 0, finishReason: 'STOP', content: { role: 'model', parts: [{ functionCall: { name: 'weather', args: { city: 'Oslo' } } }, { functionCall: { name: 'weather', args: { city: 'Bergen' } } }] } }] }) };
  return { json: answer('Oslo') };
});
const genAI = new GoogleGenerativeAI('k');
const model = genAI.getGenerativeModel({ model: 'gemini-2.5-flash', systemInstruction: 'Be brief.', generationConfig: { temperature: 0.5, maxOutputTokens: 9 } }, { baseUrl: url });
console.log((await model.generateContent('Capital of Norway?')).response.text());
const { stream } = await model.generateContentStream({ contents: [{ role: 'user', parts: [{ text: 'hi' }, { inlineData: { mimeType: 'image/png', data: 'AAAA' } }] }] });
for await (const chunk of stream) console.log(chunk.text());
const { response } = await model.generateContentStream('only the whole');
console.log((await response).text());
console.log((await model.generateContent('blocked')).response.promptFeedback?.blockReason);
await model.generateContent('fails').catch((error: Error) => console.log(error.constructor.name));
console.log((await model.generateContent('weather')).response.functionCalls()?.length);
const chat = model.startChat({ history: [{ role: 'user', parts: [{ text: 'Hello' }] }, { role: 'model', parts: [{ text: 'Hi' }] }] });
console.log((await chat.sendMessage('And now?')).response.text());
const embedder = genAI.getGenerativeModel({ model: 'text-embedding-004' }, { baseUrl: url });
console.log((await embedder.embedContent('a text')).embedding.values.length);

const vertex = new VertexAI({ project: 'p', location: 'us-central1', apiEndpoint: new URL(url).host, googleAuthOptions: { authClient: { getAccessToken: async () => ({ token: 't' }) } as never } });
const toLoopback = globalThis.fetch;
// onetrace-ignore
globalThis.fetch = (input, init) => toLoopback(String(input).replace('https:', 'http:'), init);
const gemini = vertex.getGenerativeModel({ model: 'gemini-2.5-pro', generationConfig: { topP: 0.5 } });
console.log((await gemini.generateContent('Capital?')).response.candidates?.length);
const streamed = await gemini.generateContentStream({ contents: [{ role: 'user', parts: [{ text: 'hi' }] }] });
let chunks = 0;
for await (const _ of streamed.stream) chunks++;
console.log(chunks);
globalThis.fetch = toLoopback;
