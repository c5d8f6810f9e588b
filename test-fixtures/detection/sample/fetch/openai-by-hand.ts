export async function ask(messages: unknown[]) {
  const response = await fetch('https://api.openai.com/v1/chat/completions', {
//                       ^ fetch fetch proven
    method: 'POST',
    headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({ model: 'gpt-4o', messages }),
  });
  return response.json();
}
