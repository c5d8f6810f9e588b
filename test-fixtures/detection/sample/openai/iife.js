import OpenAI from 'openai';

(async () => {
  const openai = new OpenAI();
  const run = async () => {
    const stream = openai.beta.chat.completions.stream({ model: 'gpt-4', messages: [] });
//                 ^                            ~ llm openai proven
    for await (const part of stream) process.stdout.write(part.choices[0]?.delta?.content ?? '');
  };
  await run();
})();
