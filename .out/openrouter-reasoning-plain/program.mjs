// openrouter-reasoning/program.ts
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

// openrouter-reasoning/program.ts
var chunk = (delta, finish_reason = null, more = {}) => ({
  id: "gen-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "qwen/qwen3-32b",
  provider: "Somebody",
  choices: [{ index: 0, delta, finish_reason, native_finish_reason: finish_reason }],
  ...more
});
var { url } = await serve(() => ({
  events: [
    ": OPENROUTER PROCESSING\n\n",
    chunk({ role: "assistant", content: "", reasoning: "The capital ", reasoning_details: [{ type: "reasoning.text", text: "The capital " }] }),
    chunk({ content: "", reasoning: "of Norway.", reasoning_details: [{ type: "reasoning.text", text: "of Norway." }] }),
    chunk({ content: "Oslo" }),
    chunk({ content: "" }, "stop", { usage: { prompt_tokens: 11, completion_tokens: 20, total_tokens: 31, cost: 4e-4, completion_tokens_details: { reasoning_tokens: 18 } } }),
    "data: [DONE]\n\n"
  ]
}));
var client = new OpenAI({ apiKey: "k", baseURL: `${url}/api/v1` });
var said = "";
for await (const it of await client.chat.completions.create({ model: "qwen/qwen3-32b", messages: [{ role: "user", content: "Capital of Norway?" }], stream: true }))
  said += it.choices[0]?.delta.content ?? "";
console.log(said);
