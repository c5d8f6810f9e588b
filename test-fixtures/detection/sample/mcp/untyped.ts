import { createMcpHandler } from 'mcp-handler';

const handler = createMcpHandler((server) => {
//              ^ handler exported-handler proven
  server.tool('roll', 'rolls a die', {}, async () => ({ content: [] }));
//                                       ^ handler mcp-tool shaped
  server.registerPrompt('ask', {}, async () => ({ messages: [] }));
//                                 ^ handler mcp-tool shaped
  server.resource('all', 'notes://all', async () => ({ contents: [] }));
//                                      ^ handler mcp-tool shaped
  server.prompt('greet', async () => ({ messages: [] }));
//                       ^ handler mcp-tool shaped
  server.on('close', () => {});
});

export { handler as GET, handler as POST };
