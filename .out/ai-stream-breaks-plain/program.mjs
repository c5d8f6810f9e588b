// ai-stream-breaks/program.ts
import { createOpenAI } from "@ai-sdk/openai";
import { stepCountIs, streamText, tool } from "ai";
import { z } from "zod";

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

// ai-stream-breaks/program.ts
var chunk = (delta, finish_reason = null) => ({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason }] });
var turn = 0;
var { url } = await serve(
  () => turn++ === 0 ? { events: [chunk({ role: "assistant", tool_calls: [{ index: 0, id: "t1", type: "function", function: { name: "look", arguments: "{}" } }] }), chunk({}, "tool_calls"), "data: [DONE]\n\n"] } : { events: [chunk({ role: "assistant", content: "It is " })], breaks: true }
);
var model = createOpenAI({ apiKey: "k", baseURL: url }).chat("gpt-4o");
var result = streamText({
  model,
  prompt: "Look",
  stopWhen: stepCountIs(3),
  maxRetries: 0,
  onError: () => console.log("onError"),
  tools: { look: tool({ inputSchema: z.object({}), execute: async () => "seen" }) }
});
try {
  for await (const part of result.fullStream) console.log(part.type);
} catch (error) {
  console.log("thrown", error.name);
}
