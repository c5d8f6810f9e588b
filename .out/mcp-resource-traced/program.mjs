// mcp-resource/program.ts
import * as $ot from "onetrace/inject";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { Observe } from "onetrace";
var mcp2 = new McpServer({ name: "s", version: "1" });
var meta = {};
mcp2.registerResource("notes", "notes://all", {}, $ot.mcpTool("mcp-resource/program.ts:9:50#?mcp.method.name=resources/read", async (uri, extra) => {
  meta = extra._meta ?? {};
  return { contents: [{ uri: uri.href, text: "a note" }] };
}));
var [here, there] = InMemoryTransport.createLinkedPair();
var client = new Client({ name: "c", version: "1" });
await Promise.all([client.connect(here), mcp2.connect(there)]);
await Observe.withTrace("job", {}, async () => {
  const { contents } = await $ot.mcp("mcp-resource/program.ts:17:30#?method=readResource&proven=1&callee=client.readResource", client, "readResource")({ uri: "notes://all" });
  console.log(contents.length);
});
console.error("carried", "traceparent" in meta);
await client.close();
