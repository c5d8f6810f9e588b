import OpenAI from 'openai';

type Context = Readonly<{
  clients?: { openai: OpenAI };
  user: string;
}>;

export const speak = async (ctx: Context, input: string) => {
  const mp3 = await ctx.clients!.openai.audio.speech.create({ model: 'tts-1', voice: 'alloy', input });
//                  ^                                ~ llm openai proven
  return Buffer.from(await mp3.arrayBuffer());
};
