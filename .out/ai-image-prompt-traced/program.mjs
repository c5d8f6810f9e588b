// ai-image-prompt/program.ts
import * as $ot from "onetrace/inject";
import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";

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

// ai-image-prompt/program.ts
var { url } = await serve(() => ({
  json: { id: "c", object: "chat.completion", created: 1, model: "m", usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }, choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "A cat" } }] }
}));
var model = createOpenAI({ apiKey: "k", baseURL: url }).chat("gpt-4o");
var { text } = await $ot.ai("ai-image-prompt/program.ts:9:24#?method=generateText&proven=1&awaited=1", generateText)({
  model,
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "What is it?" },
        { type: "image", image: new URL("https://i.example/cat.png") },
        { type: "file", data: new Uint8Array([37, 80, 68, 70]), mediaType: "application/pdf", filename: "a.pdf" }
      ]
    }
  ]
});
console.log(text);
