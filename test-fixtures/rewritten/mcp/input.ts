import { Client } from '@modelcontextprotocol/sdk/client/index.js';

export class Tools {
  constructor(private client: Client) {}
  call(name: string, args: Record<string, unknown>) {
    return this.client.callTool({ name, arguments: args });
  }
  list = () => this.client.listTools();
}
export const local = (tools, name) => tools.callTool(name);
