import { RecursiveCharacterTextSplitter } from 'langchain/text_splitter';
import { Document } from '@langchain/core/documents';
import { Pinecone } from '@pinecone-database/pinecone';
const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 1000 });
export const split = (text: string) => splitter.splitDocuments([new Document({ pageContent: text })]);
export const index = new Pinecone().index('x');
export const query = (vector: number[]) => index.query({ vector, topK: 3 });
//                                         ^     ~ llm retrieval proven
export const electron = (ipc: any) => ipc.invoke('channel', 1);
export const tauri = (invoke: (c: string) => void) => invoke('greet');
