// error-quotes-answer-langchain/program.ts
import * as $ot from "onetrace/inject";
import { StructuredOutputParser } from "@langchain/core/output_parsers";
import { ChatPromptTemplate } from "@langchain/core/prompts";
import { ChatOpenAI } from "@langchain/openai";
import { z } from "zod";

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

// error-quotes-answer-langchain/program.ts
var { url } = await serve(() => ({
  json: { id: "c1", object: "chat.completion", created: 1, model: "gpt-4o", choices: [{ index: 0, message: { role: "assistant", content: "Ada Lovelace has diabetes" }, finish_reason: "stop" }], usage: { prompt_tokens: 2, completion_tokens: 5, total_tokens: 7 } }
}));
var model = new ChatOpenAI({ model: "gpt-4o", apiKey: "k", configuration: { baseURL: url } });
var chain = ChatPromptTemplate.fromTemplate("{q}").pipe(model).pipe(StructuredOutputParser.fromZodSchema(z.object({ ok: z.boolean() })));
try {
  await $ot.langchain("error-quotes-answer-langchain/program.ts:14:9#?method=invoke&proven=1&awaited=1&callee=chain.invoke", chain, "invoke")({ q: "How is Ada?" });
} catch (error) {
  console.log(error.message.includes("diabetes"));
}
