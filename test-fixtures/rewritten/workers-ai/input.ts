export const ask = (env: { AI: Ai }, prompt: string) => env.AI.run('@cf/meta/llama-3.1-8b-instruct', { prompt });
