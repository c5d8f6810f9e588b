import { Client } from '@elastic/elasticsearch';
import { connect } from '@lancedb/lancedb';
import { Pinecone } from '@pinecone-database/pinecone';
import { QdrantClient } from '@qdrant/js-client-rest';
import { createClient } from '@supabase/supabase-js';
import { Index } from '@upstash/vector';
import { ChromaClient } from 'chromadb';
import pg from 'pg';
import weaviate from 'weaviate-client';

const pinecone = new Pinecone();
const qdrant = new QdrantClient({ url: 'http://localhost:6333' });
const supabase = createClient(process.env.URL!, process.env.KEY!);
const pool = new pg.Pool();

export async function find(vector: number[], text: string) {
  const index = pinecone.index('books').namespace('en');
  const a = await index.query({ vector, topK: 3 });
//                ^     ~ llm retrieval proven
  const b = await qdrant.search('books', { vector, limit: 3 });
//                ^      ~ llm retrieval proven
  const chroma = await new ChromaClient().getCollection({ name: 'books' });
  const c = await chroma.query({ queryTexts: [text], nResults: 3 });
//                ^      ~ llm retrieval proven
  const client = await weaviate.connectToLocal();
  const d = await client.collections.get('Book').query.nearText(text, { limit: 3 });
//                ^                                    ~ llm retrieval proven
  const e = await pool.query('SELECT id FROM books ORDER BY embedding <=> $1 LIMIT 3', [JSON.stringify(vector)]);
//                ^    ~ llm retrieval proven
  const f = await new Client({ node: 'http://localhost:9200' }).search({ index: 'books', knn: { field: 'v', query_vector: vector, k: 3 } });
//                ^                                             ~ llm retrieval proven
  const { data } = await supabase.rpc('match_books', { query_embedding: vector, match_count: 3 });
//                       ^        ~ llm retrieval proven
  const g = await new Index().query({ vector, topK: 3 });
//                ^           ~ llm retrieval proven
  const db = await connect('data');
  const table = await db.openTable('books');
  const h = await table.search(vector).limit(3).toArray();
//                ^     ~ llm retrieval proven
  return [a, b, c, d, e, f, data, g, h];
}

export async function plain(id: string) {
  await pool.query('SELECT id FROM users WHERE id = $1', [id]);
  await supabase.from('users').select().eq('id', id);
  await qdrant.getCollections();
  await pinecone.listIndexes();
}
