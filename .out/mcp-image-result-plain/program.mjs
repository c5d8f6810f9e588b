// mcp-image-result/program.ts
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
var mcp = new McpServer({ name: "s", version: "1" });
mcp.registerTool("shoot", {}, async () => ({ content: [{ type: "text", text: "shot" }, { type: "image", mimeType: "image/png", data: "A".repeat(1e5) }] }));
var [here, there] = InMemoryTransport.createLinkedPair();
var client = new Client({ name: "c", version: "1" });
await Promise.all([client.connect(here), mcp.connect(there)]);
var { content } = await client.callTool({ name: "shoot" });
console.log(content.length);
await client.close();
