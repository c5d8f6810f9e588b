// mcp-sampling/program.ts
import * as $ot from "onetrace/inject";
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
var openai2 = new OpenAI({ apiKey: "k", baseURL: url });
var mcp2 = new McpServer({ name: "s", version: "1" });
mcp2.registerTool("summarize", { inputSchema: { text: z.string() } }, $ot.mcpTool("mcp-sampling/program.ts:18:70#?gen_ai.tool.name=summarize", async ({ text }) => {
  const answer = await $ot.mcp("mcp-sampling/program.ts:19:24#?method=createMessage&proven=1&callee=mcp.server.createMessage", mcp2.server, "createMessage")({ messages: [{ role: "user", content: { type: "text", text } }], maxTokens: 10 });
  return { content: [answer.content] };
}));
var transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => "session-1" });
await mcp2.connect(transport);
var http = createServer2($ot.handler("mcp-sampling/program.ts:24:27#", (request, response) => void transport.handleRequest(request, response)));
await new Promise((done) => http.listen(0, "127.0.0.1", done));
var { port } = http.address();
var client = new Client({ name: "c", version: "1" }, { capabilities: { sampling: {} } });
client.setRequestHandler(CreateMessageRequestSchema, $ot.mcpTool("mcp-sampling/program.ts:29:54#", async ({ params }) => {
  const { choices } = await $ot.openai("mcp-sampling/program.ts:30:29#?method=chat.completions.create&proven=1&awaited=1&callee=openai.chat.completions.create", openai2.chat.completions, "create")({ model: "gpt-4o", messages: params.messages.map((it) => ({ role: it.role, content: String(it.content.text) })) });
  return { model: "gpt-4o", role: "assistant", content: { type: "text", text: choices[0]?.message.content ?? "" } };
}));
await client.connect(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`)));
await new Promise((done) => setTimeout(done, 100));
var result = await $ot.mcp("mcp-sampling/program.ts:35:22#?method=callTool&proven=1&callee=client.callTool", client, "callTool")({ name: "summarize", arguments: { text: "long" } });
console.log(JSON.stringify(result.content));
await client.close();
http.close();
http.closeAllConnections();
