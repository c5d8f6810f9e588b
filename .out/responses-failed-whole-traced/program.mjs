// responses-failed-whole/program.ts
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

// responses-failed-whole/program.ts
var { url } = await serve(() => ({
  json: { id: "resp_w", object: "response", created_at: 1, model: "gpt-5", incomplete_details: null, output: [], usage: null, status: "failed", error: { code: "rate_limit_exceeded", message: "Too much" } }
}));
var client = new OpenAI({ apiKey: "k", baseURL: url });
var response = await $ot.openai("responses-failed-whole/program.ts:8:24#?method=responses.create&proven=1&awaited=1&callee=client.responses.create", client.responses, "create")({ model: "gpt-5", input: "hi" });
console.log(response.status, response.error?.code);
