// ollama-thinking/program.ts
import { Ollama } from "ollama";

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

// ollama-thinking/program.ts
var line = (it) => `${JSON.stringify({ model: "qwen3", created_at: "2026-01-01T00:00:00Z", ...it })}
`;
var { url } = await serve(
  ({ body }) => body.stream ? {
    type: "application/x-ndjson",
    events: [
      line({ message: { role: "assistant", content: "", thinking: "two " }, done: false }),
      line({ message: { role: "assistant", content: "", thinking: "and two" }, done: false }),
      line({ message: { role: "assistant", content: "four" }, done: false }),
      line({ message: { role: "assistant", content: "" }, done: true, done_reason: "stop", prompt_eval_count: 5, eval_count: 9 })
    ]
  } : { json: { model: "qwen3", created_at: "2026-01-01T00:00:00Z", message: { role: "assistant", content: "four", thinking: "two and two" }, done: true, done_reason: "stop", prompt_eval_count: 5, eval_count: 9 } }
);
var ollama = new Ollama({ host: url });
var messages = [{ role: "user", content: "2+2?" }];
console.log((await ollama.chat({ model: "whole", think: true, messages })).message.content);
var said = "";
for await (const part of await ollama.chat({ model: "streamed", think: true, stream: true, messages })) said += part.message.content;
console.log(said);
