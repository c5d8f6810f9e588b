// mcp-resource/program.ts
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { Observe } from "onetrace";
var mcp = new McpServer({ name: "s", version: "1" });
var meta = {};
mcp.registerResource("notes", "notes://all", {}, async (uri, extra) => {
  meta = extra._meta ?? {};
  return { contents: [{ uri: uri.href, text: "a note" }] };
});
var [here, there] = InMemoryTransport.createLinkedPair();
var client = new Client({ name: "c", version: "1" });
await Promise.all([client.connect(here), mcp.connect(there)]);
await Observe.withTrace("job", {}, async () => {
  const { contents } = await client.readResource({ uri: "notes://all" });
  console.log(contents.length);
});
console.error("carried", "traceparent" in meta);
await client.close();
