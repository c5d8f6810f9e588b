export const ask = (llm, body) => llm.chat.completions.create(body, { signal: body.signal });
export const tell = (deps) => deps.anthropic.messages.create({ model: deps.model, max_tokens: 10, messages: [] });
export const sms = (twilio) => twilio.messages.create({ body: 'hi', from: '+1', to: '+2' });
export const row = (prisma, data) => prisma.messages.create({ data });
export const thread = (openai, id) => openai.beta.threads.messages.create(id, { role: 'user', content: 'x' });
