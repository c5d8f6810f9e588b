// responses-failed-stream/program.ts
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

// responses-failed-stream/program.ts
var base = { id: "resp_f", object: "response", created_at: 1, model: "gpt-5", incomplete_details: null, output: [], usage: null };
var { url } = await serve(() => ({
  named: true,
  events: [
    { type: "response.created", sequence_number: 0, response: { ...base, status: "in_progress", error: null } },
    { type: "response.failed", sequence_number: 1, response: { ...base, status: "failed", error: { code: "server_error", message: "The model had a bad day" } } }
  ]
}));
var client = new OpenAI({ apiKey: "k", baseURL: url });
var last = "";
for await (const event of await client.responses.create({ model: "gpt-5", input: "hi", stream: true })) last = event.type;
console.log(last);
