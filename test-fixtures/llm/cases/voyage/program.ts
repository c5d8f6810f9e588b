import { VoyageAIClient } from 'voyageai';
import { serve } from '../serve.ts';

const { url } = await serve(({ path }) =>
  path.endsWith('/rerank')
    ? { json: { object: 'list', model: 'rerank-2', data: [{ index: 0, relevance_score: 0.9 }], usage: { total_tokens: 26 } } }
    : { json: { object: 'list', model: 'voyage-3', data: [{ object: 'embedding', index: 0, embedding: [0.1, 0.2] }], usage: { total_tokens: 10 } } },
);
const client = new VoyageAIClient({ apiKey: 'k', environment: url });
console.log((await client.embed({ input: ['a text'], model: 'voyage-3', outputDimension: 2 } as never)).data?.length);
console.log((await client.rerank({ query: 'which?', documents: ['a', 'b'], model: 'rerank-2' })).data?.length);
const { data, rawResponse } = await client.embed({ input: 'one', model: 'voyage-3' }).withRawResponse();
console.log(data.model, rawResponse.status);
