// mistral-history/program.ts
import * as $ot from "onetrace/inject";
import { Mistral } from "@mistralai/mistralai";

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

// mistral-history/program.ts
var { url } = await serve(() => ({ json: { id: "m", object: "chat.completion", created: 1, model: "mistral-large", usage: { prompt_tokens: 5, completion_tokens: 1, total_tokens: 6 }, choices: [{ index: 0, message: { role: "assistant", content: "Rain" }, finish_reason: "stop" }] } }));
var client = new Mistral({ apiKey: "k", serverURL: url });
var it = await $ot.mistral("mistral-history/program.ts:6:18#?method=chat.complete&proven=1&awaited=1&callee=client.chat.complete", client.chat, "complete")({
  model: "mistral-large",
  messages: [
    { role: "user", content: [{ type: "text", text: "What is it?" }, { type: "image_url", imageUrl: "https://i.example/a.png" }] },
    { role: "assistant", content: "", toolCalls: [{ id: "t1", function: { name: "weather", arguments: '{"city":"Oslo"}' } }] },
    { role: "tool", toolCallId: "t1", content: "rain" }
  ],
  tools: [{ type: "function", function: { name: "weather", parameters: {} } }]
});
console.log(it.choices?.[0]?.message?.content);
