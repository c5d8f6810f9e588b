// chat-audio/program.ts
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

// chat-audio/program.ts
var { url } = await serve(() => ({
  json: {
    id: "c5",
    object: "chat.completion",
    created: 1,
    model: "gpt-audio",
    choices: [{ index: 0, message: { role: "assistant", content: null, refusal: null, audio: { id: "audio_1", data: "AAAA", expires_at: 2, transcript: "Good morning" } }, finish_reason: "stop" }],
    usage: { prompt_tokens: 20, completion_tokens: 30, total_tokens: 50, prompt_tokens_details: { cached_tokens: 0, audio_tokens: 15, text_tokens: 5 }, completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 24, text_tokens: 6 } }
  }
}));
var client = new OpenAI({ apiKey: "k", baseURL: url });
var it = await client.chat.completions.create({
  model: "gpt-audio",
  modalities: ["text", "audio"],
  audio: { voice: "alloy", format: "wav" },
  messages: [{ role: "user", content: [{ type: "text", text: "Greet me" }, { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }] }]
});
console.log(it.choices[0]?.message.audio?.transcript);
