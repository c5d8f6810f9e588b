// openai-reasoning-content/program.ts
import OpenAI from "openai";

// serve.ts
import { createServer } from "node:http";
async function serve(answer) {
  const seen = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const text = Buffer.concat(parts).toString();
    let body = text;
    try {
      body = JSON.parse(text);
    } catch {
    }
    const asked = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
    seen.push(asked);
    const { status = 200, json, events, named, type, bytes, breaks, every = 0, headers } = await answer(asked);
    if (bytes) return response.writeHead(status, { "content-type": type ?? "application/octet-stream", ...headers }).end(bytes);
    if (events === void 0)
      return response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(json));
    response.writeHead(status, { "content-type": type ?? "text/event-stream", ...headers });
    for (const event of events) {
      if (every > 0) await new Promise((resolve) => setTimeout(resolve, every));
      if (response.destroyed) return;
      const name = named && typeof event === "object" ? `event: ${event.type}
` : "";
      response.write(typeof event === "string" ? event : `${name}data: ${JSON.stringify(event)}

`);
    }
    if (breaks) setTimeout(() => response.destroy(), 20);
    else response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const url2 = `http://127.0.0.1:${server.address().port}`;
  return { url: url2, seen, close: () => (server.close(), server.closeAllConnections()) };
}

// openai-reasoning-content/program.ts
var chunk = (delta, finish_reason = null) => ({
  id: "c1",
  object: "chat.completion.chunk",
  created: 1,
  model: "deepseek-reasoner",
  choices: [{ index: 0, delta, finish_reason }]
});
var { url } = await serve(
  ({ body }) => body.stream ? {
    events: [
      chunk({ role: "assistant", content: null, reasoning_content: "two " }),
      chunk({ content: null, reasoning_content: "and two" }),
      chunk({ content: "fo", reasoning_content: null }),
      chunk({ content: "ur" }),
      chunk({}, "stop"),
      "data: [DONE]\n\n"
    ]
  } : {
    json: {
      id: "c0",
      object: "chat.completion",
      created: 1,
      model: "deepseek-reasoner",
      choices: [{ index: 0, message: { role: "assistant", reasoning_content: "two and two", content: "four" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 5, completion_tokens: 9, total_tokens: 14, completion_tokens_details: { reasoning_tokens: 6 } }
    }
  }
);
var client = new OpenAI({ apiKey: "k", baseURL: url });
var messages = [{ role: "user", content: "2+2?" }];
var whole = await client.chat.completions.create({ model: "whole", messages });
console.log(whole.choices[0]?.message.content);
var said = "";
for await (const it of await client.chat.completions.create({ model: "streamed", messages, stream: true }))
  said += it.choices[0]?.delta.content ?? "";
console.log(said);
