import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const server = new McpServer({ name: 'tools', version: '1' });
server.registerTool('weather', { description: 'Weather' }, async ({ city }) => ({ content: [] }));
server.tool('time', () => ({ content: [] }));
export const low = (raw: Server, name: string, run: () => never) => {
  raw.setRequestHandler(CallToolRequestSchema, async (request) => ({ content: [] }));
  raw.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [] }));
  server.registerTool(name, {}, run);
};
export const bench = (saw) => saw.tool('x', () => 1);
