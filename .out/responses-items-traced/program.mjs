// responses-items/program.ts
import * as $ot from "onetrace/inject";
import OpenAI from "openai";

// serve.ts
import { createServer } from "node:http";
async function serve(answer) {
  const seen = [];
  const server = createServer(async (request, response2) => {
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
    if (bytes) return response2.writeHead(status, { "content-type": type ?? "application/octet-stream", ...headers }).end(bytes);
    if (events === void 0)
      return response2.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(json));
    response2.writeHead(status, { "content-type": type ?? "text/event-stream", ...headers });
    for (const event of events) {
      if (every > 0) await new Promise((resolve) => setTimeout(resolve, every));
      if (response2.destroyed) return;
      const name = named && typeof event === "object" ? `event: ${event.type}
` : "";
      response2.write(typeof event === "string" ? event : `${name}data: ${JSON.stringify(event)}

`);
    }
    if (breaks) setTimeout(() => response2.destroy(), 20);
    else response2.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const url2 = `http://127.0.0.1:${server.address().port}`;
  return { url: url2, seen, close: () => (server.close(), server.closeAllConnections()) };
}

// responses-items/program.ts
var { url } = await serve(() => ({
  json: {
    id: "resp_1",
    object: "response",
    created_at: 1,
    model: "gpt-5",
    status: "completed",
    error: null,
    incomplete_details: null,
    output: [
      { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "The docs will tell." }] },
      { type: "mcp_call", id: "mcp_1", server_label: "docs", name: "search", arguments: '{"q":"tracing"}', output: "two pages", error: null },
      { type: "message", id: "msg_1", role: "assistant", status: "completed", content: [{ type: "output_text", text: "See page two.", annotations: [] }] }
    ],
    usage: { input_tokens: 30, output_tokens: 12, total_tokens: 42, input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 5 } }
  }
}));
var client = new OpenAI({ apiKey: "k", baseURL: url });
var response = await $ot.openai("responses-items/program.ts:16:24#?method=responses.create&proven=1&awaited=1&callee=client.responses.create", client.responses, "create")({
  model: "gpt-5",
  input: "Where is tracing told?",
  tools: [{ type: "mcp", server_label: "docs", server_url: "https://docs.example/mcp", require_approval: "never" }]
});
console.log(response.output_text);
