import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
const server = new McpServer({ name: 's', version: '1' });
server.tool('add', async () => ({ content: [] }));
//                 ^ handler mcp-tool proven
export const agent = { callTool: (name: string) => name };
agent.callTool('add');
