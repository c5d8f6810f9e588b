import OpenAI from 'openai';
import { NextResponse } from 'next/server';

const openai = new OpenAI({
  apiKey: process.env.OPENAI_API_KEY!,
});

export const runtime = 'edge';

export async function POST(req: Request) {
//     ^ handler exported-handler proven
  const { messages } = await req.json();

  const response = await openai.chat.completions.create({
//                       ^                       ~ llm openai proven
    model: 'gpt-4o-mini',
    stream: true,
    messages,
  });

  return new NextResponse(response.toReadableStream());
}
