import OpenAI from 'openai';

const openai = new OpenAI();

/** What the second service has found, and what the model says. */
export async function ask(id: string) {
  const { found } = await (await fetch(`${process.env.SECOND_URL}/?q=${id}`)).json();
  const { choices } = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: `about ${id}` }],
  });
  return { found, answer: choices[0]?.message.content };
}

/** The words of the model as they come. */
export async function words(id: string) {
  const stream = await openai.chat.completions.create({
    model: 'paced',
    messages: [{ role: 'user', content: `about ${id}` }],
    stream: true,
  });
  return new ReadableStream({
    async start(controller) {
      const encoder = new TextEncoder();
      for await (const { choices } of stream)
        controller.enqueue(encoder.encode(choices[0]?.delta.content ?? ''));
      controller.close();
    },
  });
}
