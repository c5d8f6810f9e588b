// langchain-responses-stream/program.ts
import * as $ot from "onetrace/inject";
import { ChatOpenAI } from "@langchain/openai";

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

// langchain-responses-stream/program.ts
var item = { type: "message", id: "msg_1", role: "assistant", status: "completed", content: [{ type: "output_text", text: "Oslo it is", annotations: [] }] };
var done = { id: "resp_5", object: "response", created_at: 1, model: "gpt-5-2026", status: "completed", error: null, incomplete_details: null, output: [item], usage: { input_tokens: 12, output_tokens: 5, total_tokens: 17, input_tokens_details: { cached_tokens: 4 }, output_tokens_details: { reasoning_tokens: 0 } } };
var { url } = await serve(() => ({
  named: true,
  events: [
    { type: "response.created", sequence_number: 0, response: { ...done, status: "in_progress", output: [], usage: null } },
    { type: "response.output_item.added", sequence_number: 1, output_index: 0, item: { ...item, status: "in_progress", content: [] } },
    { type: "response.output_text.delta", sequence_number: 2, item_id: "msg_1", output_index: 0, content_index: 0, delta: "Oslo " },
    { type: "response.output_text.delta", sequence_number: 3, item_id: "msg_1", output_index: 0, content_index: 0, delta: "it is" },
    { type: "response.output_item.done", sequence_number: 4, output_index: 0, item },
    { type: "response.completed", sequence_number: 5, response: done }
  ]
}));
var model = new ChatOpenAI({ model: "gpt-5", apiKey: "k", useResponsesApi: true, configuration: { baseURL: url } });
var all;
for await (const it of await $ot.langchain("langchain-responses-stream/program.ts:19:30#?method=stream&proven=1&awaited=1&callee=model.stream", model, "stream")("Capital of Norway?")) all = all === void 0 ? it : all.concat(it);
console.log(all.text, JSON.stringify(all.usage_metadata));
