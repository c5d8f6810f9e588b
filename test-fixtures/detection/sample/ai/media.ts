import { experimental_generateImage as generateImage, experimental_generateSpeech, experimental_transcribe as transcribe, rerank } from 'ai';

export const media = async (audio: Uint8Array) => {
  const { image } = await generateImage({ model: 'm' as never, prompt: 'x' });
//                        ^ llm ai proven
  const { text } = await transcribe({ model: 'm' as never, audio });
//                       ^ llm ai proven
  const speech = await experimental_generateSpeech({ model: 'm' as never, text });
//                     ^ llm ai proven
  const top = await rerank({ model: 'm' as never, query: 'q', documents: [] });
//                  ^ llm ai proven
  return { image, speech, top };
};
