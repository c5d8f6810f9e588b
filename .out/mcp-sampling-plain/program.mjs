// mcp-sampling/program.ts
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CreateMessageRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { createServer as createServer2 } from "node:http";
import OpenAI from "openai";
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

// mcp-sampling/program.ts
var { url } = await serve(() => ({
  json: { id: "c1", object: "chat.completion", created: 1, model: "gpt-4o", choices: [{ index: 0, message: { role: "assistant", content: "short" }, finish_reason: "stop" }], usage: { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 } }
}));
var openai = new OpenAI({ apiKey: "k", baseURL: url });
var mcp = new McpServer({ name: "s", version: "1" });
mcp.registerTool("summarize", { inputSchema: { text: z.string() } }, async ({ text }) => {
  const answer = await mcp.server.createMessage({ messages: [{ role: "user", content: { type: "text", text } }], maxTokens: 10 });
  return { content: [answer.content] };
});
var transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => "session-1" });
await mcp.connect(transport);
var http = createServer2((request, response) => void transport.handleRequest(request, response));
await new Promise((done) => http.listen(0, "127.0.0.1", done));
var { port } = http.address();
var client = new Client({ name: "c", version: "1" }, { capabilities: { sampling: {} } });
client.setRequestHandler(CreateMessageRequestSchema, async ({ params }) => {
  const { choices } = await openai.chat.completions.create({ model: "gpt-4o", messages: params.messages.map((it) => ({ role: it.role, content: String(it.content.text) })) });
  return { model: "gpt-4o", role: "assistant", content: { type: "text", text: choices[0]?.message.content ?? "" } };
});
await client.connect(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`)));
await new Promise((done) => setTimeout(done, 100));
var result = await client.callTool({ name: "summarize", arguments: { text: "long" } });
console.log(JSON.stringify(result.content));
await client.close();
http.close();
http.closeAllConnections();
