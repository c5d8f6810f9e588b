import Groq from 'groq-sdk';
import Together from 'together-ai';

const groq = new Groq({ apiKey: process.env.GROQ_API_KEY });
const together = new Together();

export async function main() {
  const fast = await groq.chat.completions.create({ model: 'llama-3.3-70b-versatile', messages: [] });
//                   ^                     ~ llm openai proven
  const text = await groq.audio.transcriptions.create({ model: 'whisper-large-v3', file: undefined! });
//                   ^                         ~ llm openai proven
  const img = await together.images.create({ model: 'black-forest-labs/FLUX.1-schnell', prompt: 'a cat' });
//                  ^               ~ llm openai proven
  const gen = await together.images.generate({ model: 'black-forest-labs/FLUX.1-schnell', prompt: 'a cat' });
//                  ^               ~ llm openai proven
  const ranked = await together.rerank.create({ model: 'Salesforce/Llama-Rank-V1', query: 'q', documents: [] });
//                     ^               ~ llm openai proven
  const s = together.chat.completions.stream({ model: 'm', messages: [] });
//          ^                         ~ llm openai proven
  return { fast, text, img, gen, ranked, s };
}
