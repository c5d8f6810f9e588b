import { GoogleGenAI, Type } from '@google/genai';

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });

export async function main(prompt: string) {
  const response = await ai.models.generateContent({ model: 'gemini-2.5-flash', contents: prompt, config: { responseSchema: { type: Type.OBJECT } } });
//                       ^         ~ llm google proven
  const stream = await ai.models.generateContentStream({ model: 'gemini-2.5-flash', contents: prompt });
//                     ^         ~ llm google proven
  for await (const chunk of stream) console.log(chunk.text);
  const { embeddings } = await ai.models.embedContent({ model: 'text-embedding-004', contents: [prompt] });
//                             ^         ~ llm google proven
  const images = await ai.models.generateImages({ model: 'imagen-4', prompt });
//                     ^         ~ llm google proven
  const video = await ai.models.generateVideos({ model: 'veo-3', prompt });
//                    ^         ~ llm google proven
  await ai.models.countTokens({ model: 'm', contents: prompt });
  await ai.files.upload({ file: 'x.png' });
  return [response.text, embeddings, images, video];
}
