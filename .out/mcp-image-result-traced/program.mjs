// mcp-image-result/program.ts
import * as $ot from "onetrace/inject";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
var mcp2 = new McpServer({ name: "s", version: "1" });
mcp2.registerTool("shoot", {}, $ot.mcpTool("mcp-image-result/program.ts:6:31#?gen_ai.tool.name=shoot", async () => ({ content: [{ type: "text", text: "shot" }, { type: "image", mimeType: "image/png", data: "A".repeat(1e5) }] })));
var [here, there] = InMemoryTransport.createLinkedPair();
var client = new Client({ name: "c", version: "1" });
await Promise.all([client.connect(here), mcp2.connect(there)]);
var { content } = await $ot.mcp("mcp-image-result/program.ts:10:27#?method=callTool&proven=1&callee=client.callTool", client, "callTool")({ name: "shoot" });
console.log(content.length);
await client.close();
