import { createSdkMcpServer, tool as makeTool, query } from '@anthropic-ai/claude-agent-sdk';
import { z } from 'zod';

const weather = makeTool('weather', 'Tells the weather.', { city: z.string() }, async ({ city }) => ({
  content: [{ type: 'text', text: await (await fetch(`${process.env.TOOL_URL}/${city}`)).text() }],
}));
const options = () => ({
  model: 'claude-sonnet-4-5',
  maxTurns: 4,
  settingSources: [],
  mcpServers: { home: createSdkMcpServer({ name: 'home', version: '1', tools: [weather] }) },
  allowedTools: ['mcp__home__weather'],
  env: {
    ...process.env,
    ANTHROPIC_BASE_URL: (process.env.MODEL_URL as string).replace(/\/v1$/, ''),
    ANTHROPIC_API_KEY: 'k',
    CLAUDE_CONFIG_DIR: process.env.SCRATCH as string,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_MAX_RETRIES: '0',
    ENABLE_TOOL_SEARCH: 'false',
    IS_SANDBOX: '1',
  },
});

async function ask(prompt: string): Promise<string> {
  let said = '';
  for await (const message of query({ prompt, options: options() }))
    if (message.type === 'result') said = message.subtype === 'success' ? message.result : message.subtype;
  return said;
}
export const tool = ask;
export const fails = ask;
