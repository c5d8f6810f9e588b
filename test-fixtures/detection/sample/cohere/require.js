const { CohereClient } = require('cohere-ai');

let instance;
const cohere = () => instance || (instance = new CohereClient({ token: 't' }));

module.exports.embed = async (texts) => (await cohere().embed({ texts, model: 'm' })).embeddings;
//                                             ^        ~ llm cohere proven
