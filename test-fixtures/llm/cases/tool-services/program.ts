import { tavily } from '@tavily/core';
import { Exa } from 'exa-js';
import { serve } from '../serve.ts';

const { url } = await serve(({ path }) =>
  path.startsWith('/tavily')
    ? { json: { query: 'q', results: [{ title: 'Oslo', url: 'https://o.example', content: 'a city' }], images: [], request_id: 'tv1', response_time: 1 } }
    : path === '/exa/contents'
      ? { status: 400, json: { error: 'the page says my secret' } }
      : { json: { requestId: 'ex1', results: [{ id: 'a', url: 'https://x.example', title: 'Norway' }] } },
);
const search = tavily({ apiKey: 'k', apiBaseURL: `${url}/tavily` });
const { results } = await search.search('where is Oslo?', { maxResults: 2 });
console.log(results[0]?.title);
const exa = new Exa('k', `${url}/exa`);
console.log((await exa.search('norway', { numResults: 1, contents: false })).results.length);
await exa.getContents(['https://x.example']).catch((error: Error) => console.log(error.constructor.name));
