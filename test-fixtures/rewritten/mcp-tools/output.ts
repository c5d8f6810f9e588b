import * as $ot from "onetrace/inject"; import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const server = new McpServer({ name: 'tools', version: '1' });
server.registerTool('weather', { description: 'Weather' }, $ot.mcpTool("mcp-tools/input.ts:6:60#?gen_ai.tool.name=weather", async ({ city }) => ({ content: [] })));
server.tool('time', $ot.mcpTool("mcp-tools/input.ts:7:21#?gen_ai.tool.name=time", () => ({ content: [] })));
export const low = (raw: Server, name: string, run: () => never) => {
  raw.setRequestHandler(CallToolRequestSchema, $ot.mcpTool("mcp-tools/input.ts:9:48#low", async (request) => ({ content: [] })));
  raw.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [] }));
  server.registerTool(name, {}, $ot.mcpTool("mcp-tools/input.ts:11:33#low", run));
};
export const bench = (saw) => saw.tool('x', () => 1);
