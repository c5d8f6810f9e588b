// mistral-thinking/program.ts
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

// mistral-thinking/program.ts
var thinking = (text) => [{ type: "thinking", thinking: [{ type: "text", text }] }];
var chunk = (content, finish_reason = null, usage2) => ({
  id: "m1",
  object: "chat.completion.chunk",
  created: 1,
  model: "magistral-medium",
  usage: usage2,
  choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason }]
});
var usage = { prompt_tokens: 5, completion_tokens: 9, total_tokens: 14 };
var { url } = await serve(
  ({ body }) => body.stream ? { events: [chunk(thinking("two ")), chunk(thinking("and two")), chunk("fo"), chunk("ur", "stop", usage), "data: [DONE]\n\n"] } : {
    json: {
      id: "m0",
      object: "chat.completion",
      created: 1,
      model: "magistral-medium",
      usage,
      choices: [{ index: 0, message: { role: "assistant", content: [...thinking("two and two"), { type: "text", text: "four" }] }, finish_reason: "stop" }]
    }
  }
);
var client = new Mistral({ apiKey: "k", serverURL: url });
var messages = [{ role: "user", content: "2+2?" }];
var whole = await client.chat.complete({ model: "whole", messages });
console.log(JSON.stringify(whole.choices?.[0]?.message?.content));
var said = "";
for await (const { data } of await client.chat.stream({ model: "streamed", messages })) {
  const { content } = data.choices[0].delta;
  if (typeof content === "string") said += content;
}
console.log(said);
