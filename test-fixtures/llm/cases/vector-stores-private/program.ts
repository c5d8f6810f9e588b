import { QdrantClient } from '@qdrant/js-client-rest';
import { serve } from '../serve.ts';

const { url } = await serve(({ path }) =>
  path.includes('broken')
    ? { status: 500, json: { status: { error: 'my secret is broken' }, time: 1 } }
    : { json: { result: { points: [{ id: 1, version: 1, score: 1, payload: { text: 'my secret' } }] }, status: 'ok', time: 1 } },
);
const qdrant = new QdrantClient({ url, checkCompatibility: false });
console.log((await qdrant.query('docs', { query: [0.1], limit: 5 })).points.length);
await qdrant.query('broken', { query: [0.1], limit: 5 }).catch((error: Error) => console.log(error.name));
