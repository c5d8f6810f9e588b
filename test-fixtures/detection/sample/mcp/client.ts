import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

export class McpHub {
  private connections = new Map<string, { client: Client; transport: StdioClientTransport }>();
  private single = new Client({ name: 'x', version: '1' });

  async call(server: string, name: string, args: Record<string, unknown>) {
    const { client } = this.connections.get(server)!;
    const connection = this.connections.get(server);
    await this.single.listTools();
    await this.single.callTool({ name, arguments: args });
//        ^           ~ tool mcp proven
    await connection?.client.callTool({ name, arguments: args });
//        ^                  ~ tool mcp proven
    return client.callTool({ name, arguments: args });
//         ^      ~ tool mcp proven
  }
}
