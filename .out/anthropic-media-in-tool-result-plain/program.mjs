// anthropic-media-in-tool-result/program.ts
import Anthropic from "@anthropic-ai/sdk";

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

// anthropic-media-in-tool-result/program.ts
var { url } = await serve(() => ({
  json: { id: "msg_5", type: "message", role: "assistant", model: "claude-sonnet-5", stop_reason: "end_turn", stop_sequence: null, content: [{ type: "text", text: "ok" }], usage: { input_tokens: 1, output_tokens: 1 } }
}));
var client = new Anthropic({ apiKey: "k", baseURL: url });
var png = "A".repeat(2e5);
var it = await client.messages.create({
  model: "claude-sonnet-5",
  max_tokens: 100,
  messages: [
    { role: "user", content: [{ type: "text", text: "What is it?" }, { type: "image", source: { type: "base64", media_type: "image/png", data: png } }] },
    { role: "assistant", content: [{ type: "redacted_thinking", data: "secret" }, { type: "tool_use", id: "t1", name: "look", input: { at: "it" } }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: "a cat" }, { type: "image", source: { type: "base64", media_type: "image/png", data: png } }] }] }
  ]
});
console.log(it.stop_reason);
