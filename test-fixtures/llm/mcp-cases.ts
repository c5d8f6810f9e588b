import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  CallToolRequestSchema,
  CallToolResultSchema,
  ErrorCode,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { type Case, failure, type World } from './matrix.ts';

/** What the server's tools were given beside their arguments. */
export const seenMeta: (Readonly<Record<string, unknown>> | undefined)[] = [];

/** A client and a server with tools, in one process; `inside` is what the tool `nested` does. */
export async function connected(inside: () => unknown = () => {}): Promise<Client> {
  const server = new McpServer({ name: 'tools', version: '1' });
  const say = (text: string) => ({ content: [{ type: 'text' as const, text }] });
  const city = { city: z.string() };
  server.registerTool('weather', { inputSchema: city }, (args, { _meta }) => {
    seenMeta.push(_meta);
    return say(`rain in ${args.city}`);
  });
  server.registerTool('structured', { outputSchema: { degrees: z.number() } }, () => ({
    ...say('9'),
    structuredContent: { degrees: 9 },
  }));
  server.registerTool('broken', {}, () => {
    throw new TypeError('no weather');
  });
  server.registerTool(
    'slow',
    {},
    () => new Promise((resolve) => setTimeout(() => resolve(say('late')), 500)),
  );
  server.registerTool('steps', {}, async ({ _meta, sendNotification }) => {
    const progressToken = _meta?.progressToken ?? '';
    await sendNotification({ method: 'notifications/progress', params: { progressToken, progress: 1 } });
    return say('done');
  });
  server.registerTool('nested', {}, async () => {
    await inside();
    return say('done');
  });
  return clientOf(server);
}

/** A client of a server on whose lower level `set` puts what it answers. */
export async function connectedTo(set: (server: Server) => void): Promise<Client> {
  const server = new Server({ name: 'tools', version: '1' }, { capabilities: { tools: {} } });
  set(server);
  return clientOf(server);
}

export async function clientOf(server: {
  connect(transport: InMemoryTransport): Promise<void>;
}): Promise<Client> {
  const [mine, theirs] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'test', version: '1' });
  await Promise.all([server.connect(theirs), client.connect(mine)]);
  return client;
}

const call = async ({ on }: World): Promise<Client['callTool']> =>
  on(await connected(), 'callTool', 'callTool');
const weather = () => ({ name: 'weather', arguments: { city: 'Oslo' } });

const SPAN = {
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.name': 'weather',
  'mcp.method.name': 'tools/call',
  'network.transport': 'pipe',
};

export const mcpCases: Case[] = [
  {
    name: 'a tool',
    attributes: SPAN,
    spans: ['execute_tool weather'],
    run: async (world) => {
      const promise = (await call(world))(weather());
      return [promise.constructor.name, Object.keys(promise), await promise];
    },
  },
  {
    name: 'awaited twice and chained',
    attributes: SPAN,
    run: async (world) => {
      const order: string[] = [];
      const promise = (await call(world))(weather());
      await promise.finally(() => order.push('finally')).then(() => order.push('then'));
      const first = await promise;
      return [order, Object.is(first, await promise)];
    },
  },
  {
    name: 'structured content',
    run: async (world) => (await call(world))({ name: 'structured' }),
  },
  {
    name: 'params stay as they are',
    attributes: SPAN,
    run: async (world) => {
      const params = Object.freeze({ ...weather(), _meta: Object.freeze({ mine: 1 }) });
      await (await call(world))(params);
      return params;
    },
  },
  {
    name: 'a tool that fails',
    error: 'tool_error',
    run: async (world) => (await call(world))({ name: 'broken' }),
  },
  {
    name: 'a tool that is not there',
    error: 'tool_error',
    run: async (world) => failure(async () => (await call(world))({ name: 'nothing' })),
  },
  {
    name: 'arguments that it refuses',
    error: 'tool_error',
    run: async (world) => (await call(world))({ name: 'weather', arguments: { city: 7 } }),
  },
  {
    name: 'a timeout',
    error: '-32001',
    run: async (world) =>
      failure(async () => (await call(world))({ name: 'slow' }, undefined, { timeout: 20 })),
  },
  {
    name: 'an abort',
    run: async (world) => {
      const aborter = new AbortController();
      const promise = (await call(world))({ name: 'slow' }, undefined, { signal: aborter.signal });
      setTimeout(() => aborter.abort(new DOMException('enough', 'AbortError')), 10);
      return failure(() => promise);
    },
    error: '-32001',
  },
  {
    name: 'progress',
    run: async (world) => {
      const told: unknown[] = [];
      const onprogress = ({ progress }: { progress: number }) => void told.push(progress);
      const result = await (await call(world))({ name: 'steps' }, undefined, { onprogress });
      return [told, result];
    },
  },
  {
    name: 'an error of the protocol, as the same object',
    error: '-32602',
    run: async ({ on }) => {
      const client = await connectedTo((server) =>
        server.setRequestHandler(CallToolRequestSchema, () => {
          throw new McpError(ErrorCode.InvalidParams, 'no such city', { city: 'Oslo' });
        }),
      );
      const error = await on(client, 'callTool', 'callTool')(weather()).catch((thrown: unknown) => thrown);
      const { code, data } = error as McpError;
      return [error instanceof McpError, code, data, await failure(() => Promise.reject(error))];
    },
  },
  {
    name: 'a result that the schema refuses',
    error: '$ZodError',
    run: async (world) => {
      const strict = CallToolResultSchema.extend({ absent: z.string() });
      const { kind, name } = (await failure(async () => (await call(world))(weather(), strict as never))) as {
        kind: string;
        name: string;
      };
      return [kind, name];
    },
  },
  {
    name: 'several at once',
    spans: ['execute_tool weather', 'execute_tool weather', 'execute_tool broken'],
    run: async (world) => {
      const callTool = await call(world);
      return Promise.all([callTool(weather()), callTool(weather()), callTool({ name: 'broken' })]);
    },
  },
  {
    name: 'a client that is closed',
    error: 'Error',
    run: async ({ on }) => {
      const client = await connected();
      await client.close();
      return failure(() => on(client, 'callTool', 'callTool')(weather()));
    },
  },
  {
    name: 'no params at all',
    spans: [],
    run: async (world) => failure(async () => (await call(world))(undefined as never)),
  },
];
