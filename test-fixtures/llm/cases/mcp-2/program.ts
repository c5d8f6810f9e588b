import { serve as serveFetch } from '@hono/node-server';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { McpServer, ResourceTemplate, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { serve } from '../serve.ts';

// What another service is asked for by each of the server's functions.
const { url } = await serve(({ path }) => ({ json: { path } }));

function addTools(server: any): void {
  server.registerTool('ask', { inputSchema: z.object({ q: z.string() }) }, async ({ q }: { q: string }, ctx: any) => {
    await fetch(`${url}/tool`);
    const given = await ctx.mcpReq.elicitInput({ message: 'Which?', requestedSchema: { type: 'object', properties: { city: { type: 'string' } } } });
    return { content: [{ type: 'text', text: `${q} ${given.content?.city}` }] };
  });
}
const server = new McpServer({ name: 's', version: '2' });
addTools(server);
server.registerResource('notes', new ResourceTemplate('notes://{id}', { list: undefined }), {}, async (uri) => {
  await fetch(`${url}/resource`);
  return { contents: [{ uri: uri.href, text: 'a note' }] };
});
server.registerPrompt('greet', { argsSchema: z.object({ name: z.string() }) }, async ({ name }) => ({ messages: [{ role: 'user', content: { type: 'text', text: `Hello ${name}` } }] }));
const transport = new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator: () => 'session-2' });
await server.connect(transport);
const http = serveFetch({ fetch: (request) => transport.handleRequest(request), port: 0, hostname: '127.0.0.1' });
await new Promise<void>((done) => (http.listening ? done() : http.once('listening', done)));
const { port } = http.address() as { port: number };

const client = new Client({ name: 'c', version: '2' }, { capabilities: { elicitation: {} } });
client.setRequestHandler('elicitation/create', async () => ({ action: 'accept', content: { city: 'Oslo' } }));
await client.connect(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`)));
await new Promise((done) => setTimeout(done, 100));
const result = await client.callTool({ name: 'ask', arguments: { q: 'the city is' } });
console.log(JSON.stringify(result.content));
const { contents } = await client.readResource({ uri: 'notes://1' });
console.log(contents.length);
const { messages } = await client.getPrompt({ name: 'greet', arguments: { name: 'Ada' } });
console.log(messages.length);
await client.close();
(http as import('node:http').Server).closeAllConnections();
http.close();
