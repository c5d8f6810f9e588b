// chat-parallel-tools-without-index/program.ts
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

// chat-parallel-tools-without-index/program.ts
var chunk = (delta, finish_reason = null) => ({
  id: "c1",
  object: "chat.completion.chunk",
  created: 1,
  model: "gemini-3-flash",
  choices: [{ index: 0, delta, finish_reason }]
});
var call = (id, city) => ({ index: 0, id, type: "function", function: { name: "weather", arguments: JSON.stringify({ city }) } });
var { url } = await serve(() => ({
  events: [
    chunk({ role: "assistant", tool_calls: [call("t1", "Oslo")] }),
    chunk({ tool_calls: [call("t2", "Rome")] }),
    chunk({}, "tool_calls"),
    "data: [DONE]\n\n"
  ]
}));
var client = new OpenAI({ apiKey: "k", baseURL: url });
var names = [];
for await (const it of await client.chat.completions.create({
  model: "gemini-3-flash",
  stream: true,
  messages: [{ role: "user", content: "Weather in Oslo and Rome?" }],
  tools: [{ type: "function", function: { name: "weather", parameters: {} } }]
}))
  for (const { id } of it.choices[0]?.delta.tool_calls ?? []) names.push(String(id));
console.log(names.join());
