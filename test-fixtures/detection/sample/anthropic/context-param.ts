import type Anthropic from '@anthropic-ai/sdk';

interface AppContext {
  services: {
    readonly claude: Anthropic;
    db: unknown;
  };
}
interface Request extends AppContext {
  body: string;
}

export async function controller(this: void, ctx: Request) {
  return ctx.services.claude.messages.create({ model: 'm', max_tokens: 1, messages: [] });
//       ^                            ~ llm anthropic proven
}
export const fn: (ctx: AppContext) => unknown = (ctx) =>
  ctx.services.claude.messages.create({ model: 'm', max_tokens: 1, messages: [] });
//^                            ~ llm anthropic proven
