import { McpServer } from '@modelcontextprotocol/server';
import { Client } from '@modelcontextprotocol/client';
const server = new McpServer({ name: 's', version: '2' });
const client = new Client({ name: 'c', version: '2' });
server.registerTool('add', {}, async () => ({ content: [] }));
// 32 handler mcp-tool proven
server.registerPrompt('ask', {}, async () => ({ messages: [] }));
// 34 handler mcp-tool proven
server.registerResource('all', 'notes://all', {}, async () => ({ contents: [] }));
// 51 handler mcp-tool proven
client.setRequestHandler('sampling/createMessage', async () => ({ role: 'assistant' }));
// 52 handler mcp-tool proven
client.setRequestHandler('roots/list', async () => ({ roots: [] }));
export const read = () => client.readResource({ uri: 'notes://all' });
// 27:34 tool mcp proven
export const asked = () => client.getPrompt({ name: 'ask' });
// 28:35 tool mcp proven
export const sampled = () => server.server.createMessage({ messages: [], maxTokens: 9 });
// 30:44 tool mcp proven
export const made = (mcp) => mcp.registerTool('x', {}, async () => ({ content: [] }));
// 56 handler mcp-tool shaped
export const vscode = (lm, tool) => lm.registerTool('x', tool);
