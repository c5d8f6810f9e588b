import { QdrantClient } from '@qdrant/js-client-rest';
import { tavily } from '@tavily/core';
import { Pool } from 'pg';

const qdrant = new QdrantClient({ url: 'http://store:6333' });
const web = tavily({ apiKey: 'k' });
const pool = new Pool();
export const near = (query: number[]) => qdrant.query('books', { query, limit: 3 });
export const search = (text: string) => web?.search(text);
export const rows = (v: string) => pool.query(`SELECT id FROM books ORDER BY v <=> $1 LIMIT 3`, [v]);
export const user = (id: string) => pool.query('SELECT 1 FROM users WHERE id = $1', [id]);
