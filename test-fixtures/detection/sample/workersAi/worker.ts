interface Env {
  readonly AI: Ai;
  readonly JOBS: Queue;
}

export async function ask(env: Env, content: string) {
  const a = await env.AI.run('@cf/meta/llama-3.1-8b-instruct', { messages: [{ role: 'user', content }] });
//                ^      ~ llm workers-ai shaped
  await env.JOBS.send({ content });
  return a;
}

export class Bot {
  constructor(private readonly env: Env) {}

  draw(prompt: string) {
    return this.env.AI.run('@cf/black-forest-labs/flux-1-schnell', { prompt });
//         ^           ~ llm workers-ai shaped
  }
}
