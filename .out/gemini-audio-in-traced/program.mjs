// gemini-audio-in/program.ts
import * as $ot from "onetrace/inject";
import { GoogleGenAI, createPartFromUri } from "@google/genai";

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

// gemini-audio-in/program.ts
var { url } = await serve(() => ({
  json: {
    responseId: "r5",
    modelVersion: "gemini-3-flash",
    candidates: [{ index: 0, finishReason: "STOP", content: { role: "model", parts: [{ text: "A song." }] } }],
    usageMetadata: { promptTokenCount: 330, promptTokensDetails: [{ modality: "TEXT", tokenCount: 10 }, { modality: "AUDIO", tokenCount: 320 }], candidatesTokenCount: 3, totalTokenCount: 333 }
  }
}));
var ai = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: url } });
var it = await $ot.google("gemini-audio-in/program.ts:12:18#?method=models.generateContent&proven=1&awaited=1&callee=ai.models.generateContent", ai.models, "generateContent")({ model: "gemini-3-flash", contents: ["What is it?", createPartFromUri("https://f.example/files/abc", "video/mp4"), { inlineData: { mimeType: "audio/mp3", data: "AAAA" } }] });
console.log(it.text);
