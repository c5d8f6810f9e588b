import * as $ot from "onetrace/inject"; import { QdrantClient } from '@qdrant/js-client-rest';
import { tavily } from '@tavily/core';
import { Pool } from 'pg';

const qdrant = new QdrantClient({ url: 'http://store:6333' });
const web = tavily({ apiKey: 'k' });
const pool = new Pool();
export const near = (query: number[]) => $ot.described("described/input.ts:8:42#near?method=query&proven=1&op=retrieval&system=qdrant&collection=0&at=this._restUri&top=1.limit&asks=1.query.text&docs=points|groups|*&callee=qdrant.query", qdrant, "query")('books', { query, limit: 3 });
export const search = (text: string) => $ot.described("described/input.ts:9:41#search?method=search&proven=1&op=execute_tool&by=tavily&asks=0&id=requestId&callee=web%3F.search", web, "search", 1)?.(text);
export const rows = (v: string) => $ot.described("described/input.ts:10:36#rows?method=query&proven=1&op=retrieval&system=postgresql&sql=1&when=<=>|<%23>|<\\+>|(%3F:embedding|vec)[^;]*<->|<->[^;]*(%3F:embedding|vec)&whenAt=0.text|0&docs=rows&callee=pool.query", pool, "query")(`SELECT id FROM books ORDER BY v <=> $1 LIMIT 3`, [v]);
export const user = (id: string) => pool.query('SELECT 1 FROM users WHERE id = $1', [id]);
