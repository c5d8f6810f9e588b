import * as $ot from "onetrace/inject"; import { Client } from '@modelcontextprotocol/sdk/client/index.js';

export class Tools {
  constructor(private client: Client) {}
  call(name: string, args: Record<string, unknown>) {
    return $ot.mcp("mcp/input.ts:6:12#call?method=callTool&proven=1&callee=this.client.callTool", this.client, "callTool")({ name, arguments: args });
  }
  list = () => this.client.listTools();
}
export const local = (tools, name) => tools.callTool(name);
