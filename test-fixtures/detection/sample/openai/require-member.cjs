const OpenAI = require('openai').default;
const { AzureOpenAI: Azure } = require('openai');
const sdk = require('openai');

const a = new OpenAI();
const b = new Azure();
const c = new sdk.OpenAI();

exports.a = (input) => a.embeddings.create({ model: 'm', input });
//                     ^            ~ llm openai proven
exports.b = (input) => b.embeddings.create({ model: 'm', input });
//                     ^            ~ llm openai proven
exports.c = (input) => c.embeddings.create({ model: 'm', input });
//                     ^            ~ llm openai proven
exports.d = (input) => new (require('openai').OpenAI)().embeddings.create({ model: 'm', input });
//                     ^                                           ~ llm openai proven
