import { createFalClient, fal } from '@fal-ai/client';
import { ElevenLabsClient } from '@elevenlabs/elevenlabs-js';
import { DeepgramClient } from '@deepgram/sdk';
import { serve } from '../serve.ts';

const { url } = await serve(({ path }) => {
  if (path.includes('text-to-speech')) return { bytes: new Uint8Array(2_000), type: 'audio/mpeg' };
  if (path.includes('speech-to-text')) return { json: { text: 'Hello from Oslo.', language_code: 'en', language_probability: 1, words: [] } };
  if (path.includes('/v1/listen')) return { json: { metadata: { request_id: 'dg1', channels: 1 }, results: { channels: [{ alternatives: [{ transcript: 'Good morning.', confidence: 1, words: [] }] }] } } };
  return { json: { images: [{ url: 'https://img.example/1.png', width: 1, height: 1 }], seed: 1, prompt: 'a fjord' }, headers: { 'x-fal-request-id': 'fal1' } };
});
const toLoopback: typeof fetch = (input, init) => {
  const { pathname, search } = new URL(input instanceof Request ? input.url : input);
  return fetch(`${url}${pathname}${search}`, init);
};
fal.config({ credentials: 'k', fetch: toLoopback });
const { data } = await fal.run('fal-ai/flux/dev' as never, { input: { prompt: 'a fjord' } } as never);
console.log((data as { images: unknown[] }).images.length);
const other = createFalClient({ credentials: 'k', fetch: toLoopback });
console.log((await other.run('fal-ai/other', { input: { prompt: 'a fjord' } })).requestId);

const eleven = new ElevenLabsClient({ apiKey: 'k', baseUrl: url, environment: url });
const audio = await eleven.textToSpeech.convert('voice', { text: 'Hei', modelId: 'eleven_multilingual_v2' });
let size = 0;
for await (const part of audio as unknown as AsyncIterable<Uint8Array>) size += part.length;
console.log(size);
console.log((await eleven.speechToText.convert({ file: new Blob(['abc']), modelId: 'scribe_v1' }) as { text: string }).text);

const deepgram = new DeepgramClient({ apiKey: 'k', baseUrl: url, environment: { base: url, production: url, agent: url } } as never);
const heard = await deepgram.listen.v1.media.transcribeUrl({ url: 'https://a.example/a.wav', model: 'nova-3' });
console.log('results' in heard ? heard.results.channels[0]?.alternatives?.[0]?.transcript : heard);
