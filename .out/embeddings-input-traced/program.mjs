// embeddings-input/program.ts
import * as $ot from "onetrace/inject";
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

// embeddings-input/program.ts
var { url } = await serve(({ body }) => ({ json: { object: "list", model: "text-embedding-3-small", data: [body.input].flat().map((_, index) => ({ object: "embedding", index, embedding: [0.1, 0.2] })), usage: { prompt_tokens: 4, total_tokens: 4 } } }));
var client = new OpenAI({ apiKey: "k", baseURL: url });
var it = await $ot.openai("embeddings-input/program.ts:6:18#?method=embeddings.create&proven=1&awaited=1&callee=client.embeddings.create", client.embeddings, "create")({ model: "text-embedding-3-small", input: ["one text", "another"], encoding_format: "float" });
console.log(it.data.length);
