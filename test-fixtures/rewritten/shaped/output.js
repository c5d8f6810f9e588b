import * as $ot from "onetrace/inject"; export const ask = (llm, body) => $ot.openai("shaped/input.js:1:35#ask?method=chat.completions.create&callee=llm.chat.completions.create", llm.chat.completions, "create")(body, { signal: body.signal });
export const tell = (deps) => $ot.anthropic("shaped/input.js:2:31#tell?method=messages.create&callee=deps.anthropic.messages.create", deps.anthropic.messages, "create")({ model: deps.model, max_tokens: 10, messages: [] });
export const sms = (twilio) => twilio.messages.create({ body: 'hi', from: '+1', to: '+2' });
export const row = (prisma, data) => prisma.messages.create({ data });
export const thread = (openai, id) => openai.beta.threads.messages.create(id, { role: 'user', content: 'x' });
