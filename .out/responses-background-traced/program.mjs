// responses-background/program.ts
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
    const asked2 = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
    seen.push(asked2);
    const { status = 200, json, events, named, type, bytes, breaks, every = 0, headers } = await answer(asked2);
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

// responses-background/program.ts
var base = { id: "resp_bg", object: "response", created_at: 1, model: "o3", error: null, incomplete_details: null, background: true };
var asked = 0;
var { url } = await serve(
  ({ method }) => method === "POST" ? { json: { ...base, status: "queued", output: [], usage: null } } : asked++ === 0 ? { json: { ...base, status: "in_progress", output: [], usage: null } } : {
    json: {
      ...base,
      status: "completed",
      output: [{ type: "message", id: "m", role: "assistant", status: "completed", content: [{ type: "output_text", text: "done", annotations: [] }] }],
      usage: { input_tokens: 100, output_tokens: 50, total_tokens: 150 }
    }
  }
);
var client = new OpenAI({ apiKey: "k", baseURL: url });
var response = await $ot.openai("responses-background/program.ts:21:22#?method=responses.create&proven=1&awaited=1&callee=client.responses.create", client.responses, "create")({ model: "o3", input: "Think long", background: true });
while (response.status === "queued" || response.status === "in_progress") response = await $ot.openai("responses-background/program.ts:22:92#?method=responses.retrieve&proven=1&awaited=1&callee=client.responses.retrieve", client.responses, "retrieve")(response.id);
console.log(response.status, response.output_text);
