import { Client } from '@elastic/elasticsearch';
import { Pinecone } from '@pinecone-database/pinecone';
import { QdrantClient } from '@qdrant/js-client-rest';
import { createClient } from '@supabase/supabase-js';
import { Index } from '@upstash/vector';
import { ChromaClient } from 'chromadb';
import { serve } from '../serve.ts';

const points = [{ id: 1, version: 1, score: 0.9, payload: { text: 'Oslo' } }];
const collection = { id: '11111111-1111-4111-8111-111111111111', name: 'docs', configuration_json: {}, tenant: 'default_tenant', database: 'default_database', log_position: 0, version: 0, dimension: 2, metadata: null, schema: null };
const { url } = await serve(({ path, method }) => {
  if (path === '/query') return { json: { matches: [{ id: 'a', score: 0.9, metadata: { text: 'Oslo' }, values: [0.1, 0.2] }], namespace: 'ns', usage: { readUnits: 1 } } };
  if (path.includes('/records/namespaces')) return { json: { result: { hits: [{ _id: 'a', _score: 0.5, fields: { text: 'Bergen' } }, { _id: 'b', _score: 0.4, fields: {} }] }, usage: { readUnits: 1 } } };
  if (path === '/collections/docs/points/query') return { json: { result: { points }, status: 'ok', time: 1 } };
  if (path === '/collections/docs/points/query/groups') return { json: { result: { groups: [{ id: 'x', hits: points }] }, status: 'ok', time: 1 } };
  if (path === '/collections/none/points/query') return { status: 404, json: { status: { error: 'no such collection: my secret' }, time: 1 } };
  if (path.endsWith('/query') && path.includes('/collections/')) return { json: { ids: [['a', 'b']], documents: [['Oslo', 'Bergen']], metadatas: [[null, null]], distances: [[0.1, 0.2]], include: ['documents'], embeddings: null, uris: null } };
  if (path.includes('/collections/docs')) return { json: collection };
  if (path.includes('pre-flight')) return { json: { max_batch_size: 10, supports_base64_encoding: false } };
  if (path.startsWith('/rest/v1/rpc/match_documents')) return { json: [{ id: 1, content: 'Oslo', similarity: 0.9 }] };
  if (path === '/rest/v1/rpc/match_nothing') return { status: 400, json: { code: '42883', message: 'function my secret does not exist', details: null, hint: null } };
  if (path === '/rest/v1/rpc/count_users') return { json: 3 };
  if (path.startsWith('/upstash')) return { json: { result: [{ id: 'a', score: 0.9, data: 'Oslo' }] } };
  if (path.startsWith('/books/_search')) return { json: { took: 1, timed_out: false, _shards: {}, hits: { total: { value: 1 }, hits: [{ _id: '1', _score: 1, _source: { title: 'Oslo' } }] } }, headers: { 'x-elastic-product': 'Elasticsearch' } };
  return { json: { path, method } };
});

const pinecone = new Pinecone({ apiKey: 'k' });
const index = pinecone.index({ name: 'books', host: url, namespace: 'ns' } as never);
console.log((await index.query({ vector: [0.1, 0.2], topK: 3, includeMetadata: true })).matches.length);
console.log((await index.searchRecords({ query: { topK: 2, inputs: { text: 'a fjord' } } } as never)).result.hits.length);

const qdrant = new QdrantClient({ url, checkCompatibility: false });
console.log((await qdrant.query('docs', { query: [0.1], limit: 5, with_payload: true })).points.length);
console.log((await qdrant.queryGroups('docs', { query: [0.1], limit: 4, group_by: 'x' })).groups.length);
await qdrant.query('none', { query: [0.1], limit: 4 }).catch((error: Error) => console.log(error.constructor.name));

const { hostname, port } = new URL(url);
const chroma = new ChromaClient({ host: hostname, port: Number(port), ssl: false });
const docs = await chroma.getCollection({ name: 'docs', embeddingFunction: { name: 'x', generate: async () => [[0.1, 0.2]] } as never });
console.log((await docs.query({ queryTexts: ['where?'], nResults: 2 })).ids);

const supabase = createClient(url, 'k');
const { data } = await supabase.rpc('match_documents', { query_embedding: [0.1], match_count: 3 });
console.log(data.length);
const limited = supabase.rpc('match_documents', { query_embedding: [0.1], match_threshold: 0.5 }).limit(7);
console.log((await limited).data?.length);
console.log((await supabase.rpc('match_nothing', { query_embedding: [0.1] })).error?.code);
console.log((await supabase.rpc('count_users', { since: 'today' })).data);

const upstash = new Index({ url: `${url}/upstash`, token: 't' });
console.log((await upstash.query({ data: 'where?', topK: 2 })).length);

const elastic = new Client({ node: url });
console.log((await elastic.search({ index: 'books', knn: { field: 'v', query_vector: [0.1], k: 6, num_candidates: 10 } })).hits.hits.length);
console.log((await elastic.search({ index: 'books', query: { term: { title: 'x' } } })).hits.hits.length);
