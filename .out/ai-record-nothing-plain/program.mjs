// ai-record-nothing/program.ts
import { createOpenAI } from "@ai-sdk/openai";
import { generateText, stepCountIs, tool } from "ai";
import { z } from "zod";

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

// ai-record-nothing/program.ts
var turn = 0;
var usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
var { url } = await serve(() => ({
  json: {
    id: "c",
    object: "chat.completion",
    created: 1,
    model: "m",
    usage,
    choices: [{ index: 0, finish_reason: turn++ === 0 ? "tool_calls" : "stop", message: turn === 1 ? { role: "assistant", content: null, tool_calls: [{ id: "t1", type: "function", function: { name: "lookup", arguments: '{"patient":"Ada"}' } }] } : { role: "assistant", content: "Ada is well" } }]
  }
}));
var model = createOpenAI({ apiKey: "k", baseURL: url }).chat("gpt-4o");
var { text } = await generateText({
  model,
  prompt: "How is Ada?",
  stopWhen: stepCountIs(2),
  tools: { lookup: tool({ inputSchema: z.object({ patient: z.string() }), execute: async ({ patient }) => `${patient}: fine` }) },
  telemetry: { recordInputs: false, recordOutputs: false }
});
console.log(text);
