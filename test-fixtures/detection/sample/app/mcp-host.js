import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import Anthropic from '@anthropic-ai/sdk';

class Host {
  constructor() {
    this.anthropic = new Anthropic();
    this.mcp = new Client({ name: 'host', version: '1.0.0' });
    this.tools = [];
  }

  async connect(url) {
    await this.mcp.connect(new StreamableHTTPClientTransport(new URL(url)));
    this.tools = (await this.mcp.listTools()).tools;
  }

  async query(messages) {
    const response = await this.anthropic.messages.create({ model: 'm', max_tokens: 1000, messages, tools: this.tools });
//                         ^                       ~ llm anthropic proven
    for (const content of response.content) {
      if (content.type !== 'tool_use') continue;
      const result = await this.mcp.callTool({ name: content.name, arguments: content.input });
//                         ^        ~ tool mcp proven
      messages.push({ role: 'user', content: result.content });
    }
  }
}

new Host();
