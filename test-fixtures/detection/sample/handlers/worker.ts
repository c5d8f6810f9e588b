import OpenAI from 'openai';

interface Env {
  OPENAI_API_KEY: string;
}

export default {
//             ^ handler exported-handler proven
  async fetch(request: Request, env: Env): Promise<Response> {
    const openai = new OpenAI({ apiKey: env.OPENAI_API_KEY });
    const r = await openai.responses.create({ model: 'gpt-4o', input: await request.text() });
//                  ^                ~ llm openai proven
    return new Response(r.output_text);
  },
};
