// ai-mcp-hop/program.ts
import * as $ot from "onetrace/inject";
import { createMCPClient } from "@ai-sdk/mcp";
import { createOpenAI } from "@ai-sdk/openai";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { generateText, stepCountIs } from "ai";
import { createServer as createServer2 } from "node:http";
import { z } from "zod";

// serve.ts
import { createServer } from "node:http";
async function serve(answer) {
  const seen = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const text2 = Buffer.concat(parts).toString();
    let body = text2;
    try {
      body = JSON.parse(text2);
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

// ai-mcp-hop/program.ts
var mcp2 = new McpServer({ name: "s", version: "1" });
mcp2.registerTool("weather", { inputSchema: { city: z.string() } }, $ot.mcpTool("ai-mcp-hop/program.ts:12:68#?gen_ai.tool.name=weather", async ({ city }) => ({ content: [{ type: "text", text: `${city}: rain` }] })));
var transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => "session-1" });
await mcp2.connect(transport);
var http = createServer2($ot.handler("ai-mcp-hop/program.ts:15:27#", (request, response) => void transport.handleRequest(request, response)));
await new Promise((done) => http.listen(0, "127.0.0.1", done));
var { port } = http.address();
var turn = 0;
var { url } = await serve(() => ({
  json: {
    id: "c",
    object: "chat.completion",
    created: 1,
    model: "m",
    usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
    choices: [{ index: 0, finish_reason: turn++ === 0 ? "tool_calls" : "stop", message: turn === 1 ? { role: "assistant", content: null, tool_calls: [{ id: "t1", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } }] } : { role: "assistant", content: "Rain" } }]
  }
}));
var client = await $ot.mcp("ai-mcp-hop/program.ts:26:22#?method=createMCPClient&proven=1", createMCPClient)({ transport: { type: "http", url: `http://127.0.0.1:${port}/mcp` } });
var { text } = await $ot.ai("ai-mcp-hop/program.ts:27:24#?method=generateText&proven=1&awaited=1", generateText)({ model: createOpenAI({ apiKey: "k", baseURL: url }).chat("gpt-4o"), prompt: "Weather?", stopWhen: stepCountIs(2), tools: await client.tools() });
console.log(text);
await client.close();
http.close();
http.closeAllConnections();
