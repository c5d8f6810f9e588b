import { initTRPC } from '@trpc/server';
import OpenAI from 'openai';

export const createContext = async () => ({ openai: new OpenAI(), userId: '1' });
type Ctx = Awaited<ReturnType<typeof createContext>>;

const t = initTRPC.context<Ctx>().create();

export const router = t.router({
  ask: t.procedure.mutation(async ({ ctx, input }) => {
//                          ^ handler framework-callback proven
    return ctx.openai.responses.create({ model: 'gpt-4o', input });
//         ^                    ~ llm openai shaped
  }),
});

export const helper = (ctx: Ctx, input: string) => ctx.openai.responses.create({ model: 'gpt-4o', input });
//                                                 ^                    ~ llm openai proven
