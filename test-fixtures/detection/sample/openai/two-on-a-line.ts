import OpenAI from 'openai';
const o = new OpenAI();
export const é = async (ünput: string) => [await o.embeddings.create({ model: 'ä', input: ünput }), await o.embeddings.create({ model: '𝒳', input: ünput })];
//                                               ^            ~ llm openai proven
//                                                                                                        ^            ~ llm openai proven
