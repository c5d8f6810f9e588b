/** Tools of a server continue the trace of their caller. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema, ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { Observe } from 'onetrace';
import { handler, mcp, mcpTool } from 'onetrace/inject';
import { afterAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { shutdown } from '../../runtime/api/lifecycle.ts';
import { state } from '../../runtime/core/state.ts';
import { SERVER, type Span, STATUS_ERROR } from '../../runtime/trace/span.ts';
import { attributesOf, record, spanNamed } from '../record.ts';
import { connectedTo, clientOf as linked } from './mcp-cases.ts';

const CALL = 'client.ts:1:1#f?method=callTool&proven=1';
const SITE = 'server.ts:1:1#';
/** Of a proxy on the way, for example. */
const OTHER = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
const weather = { name: 'weather', arguments: { city: 'Oslo 4111' } };
const text = (text: string) => ({ content: [{ type: 'text' as const, text }] });
let spans: Span[] = [];

beforeEach(() => {
  spans = record({ ignoreRequests: [] });
});
afterAll(() => shutdown());

function toolServer(wrap: typeof mcpTool): McpServer {
  const server = new McpServer({ name: 'tools', version: '1' });
  const inputSchema = { city: z.string() };
  server.registerTool(
    'weather',
    { inputSchema },
    wrap(`${SITE}?gen_ai.tool.name=weather`, async ({ city }) => {
      await Observe.withTrace('inside', {}, async () => {});
      return text(`rain in ${city}`);
    }),
  );
  server.registerTool(
    'refuses',
    {},
    wrap(`${SITE}?gen_ai.tool.name=refuses`, () => ({ ...text('secret'), isError: true })),
  );
  server.registerTool(
    'throws',
    {},
    wrap(`${SITE}?gen_ai.tool.name=throws`, () => {
      throw new RangeError('too far');
    }),
  );
  return server;
}

/** Without an async context between client and server, as two processes are. */
async function overHttp(around: <T>(fn: T) => T, headers?: Record<string, string>): Promise<Client> {
  const http = createServer(
    around(async (request, response) => {
      const transport = new StreamableHTTPServerTransport({});
      await toolServer(mcpTool).connect(transport as never);
      await transport.handleRequest(request, response);
    }),
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const client = new Client({ name: 'test', version: '1' });
  const url = new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`);
  const options = headers && { requestInit: { headers } };
  await client.connect(new StreamableHTTPClientTransport(url, options) as never);
  onTestFinished(async () => {
    await client.close();
    http.closeAllConnections();
    http.close();
  });
  return client;
}

it('gives what it gives untouched', async () => {
  const untouched = await linked(toolServer((_site, fn) => fn));
  const wrapped = await linked(toolServer(mcpTool));
  const asked = [weather, { name: 'refuses' }, { name: 'throws' }, { name: 'weather', arguments: {} }];
  for (const params of asked)
    expect(await wrapped.callTool(params)).toEqual(await untouched.callTool(params));
});

it('is a child of its caller in one process', async () => {
  const client = await linked(toolServer(mcpTool));
  await mcp(CALL, client, 'callTool')(weather);
  const tool = spanNamed(spans, 'tools/call weather');
  expect(tool.parent).toBe(spanNamed(spans, 'execute_tool weather'));
  expect(spanNamed(spans, 'inside').parent).toBe(tool);
  expect(tool.kind).toBe(SERVER);
  expect(attributesOf(tool)).toMatchObject({
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'weather',
    'mcp.method.name': 'tools/call',
    'jsonrpc.request.id': '1',
    'network.transport': 'pipe',
  });
});

it('continues the trace of another process, with its session', async () => {
  const client = await overHttp((fn) => fn);
  await Observe.withTrace('turn', {}, async () => {
    Observe.setAttribute('session.id', 's-1');
    await mcp(CALL, client, 'callTool')(weather);
  });
  const call = spanNamed(spans, 'execute_tool weather');
  const tool = spanNamed(spans, 'tools/call weather');
  expect(tool.trace).not.toBe(call.trace);
  expect(tool.trace.traceId).toBe(call.trace.traceId);
  expect(attributesOf(tool)).toMatchObject({ 'session.id': 's-1', 'network.transport': 'tcp' });
  // The request that brought the call is a part of it, and the tool of the request.
  // Below the request that asked, not below the HTTP that brought it.
  expect([tool.parent, tool.parentSpanId === '']).toEqual([undefined, false]);
});

it('links the request of another trace that brought it', async () => {
  const client = await overHttp((fn) => handler(SITE, fn), OTHER);
  spans = record({ ignoreRequests: [] });
  await mcp(CALL, client, 'callTool')(weather);
  const call = spanNamed(spans, 'execute_tool weather');
  const tool = spanNamed(spans, 'tools/call weather');
  expect([tool.trace.traceId, tool.parentSpanId]).toEqual([call.trace.traceId, call.spanId]);
  const served = () => spans.findLast(({ name, kind }) => name === 'POST' && kind === SERVER);
  await expect.poll(served).toBeDefined();
  const post = served();
  expect(tool.links).toMatchObject([{ traceId: post?.trace.traceId, spanId: post?.spanId }]);
});

it('begins a trace where nobody sent one', async () => {
  const client = await linked(toolServer(mcpTool));
  await client.callTool(weather);
  expect(spanNamed(spans, 'tools/call weather')).toMatchObject({ parent: undefined, parentSpanId: '' });
});

it('fails with its tool', async () => {
  const client = await linked(toolServer(mcpTool));
  await client.callTool({ name: 'refuses' });
  await client.callTool({ name: 'throws' });
  const [refused, thrown] = spans;
  expect(refused).toMatchObject({ status: STATUS_ERROR, statusMessage: '' });
  expect(attributesOf(refused as Span)['error.type']).toBe('tool_error');
  // What a tool says of its failure may quote what it was given: it is content.
  expect(thrown).toMatchObject({ status: STATUS_ERROR, statusMessage: '' });
  expect(attributesOf(thrown as Span)['error.type']).toBe('RangeError');
  expect(state.openCalls.size).toBe(0);
});

it('serves the lower level, whose request names the tool', async () => {
  const refused = new McpError(ErrorCode.InvalidParams, 'no such city');
  const client = await connectedTo((server) =>
    server.setRequestHandler(
      CallToolRequestSchema,
      mcpTool(SITE, ({ params }: { params: { name: string } }) => {
        if (params.name === 'broken') throw refused;
        return text('done');
      }),
    ),
  );
  await client.callTool(weather);
  await expect(client.callTool({ name: 'broken' })).rejects.toMatchObject({ code: -32602 });
  expect(spans.map(({ name }) => name)).toEqual(['tools/call weather', 'tools/call broken']);
  expect(attributesOf(spans[1] as Span)['error.type']).toBe('-32602');
});

it('says what was asked and answered only when asked to, through the redaction hook', async () => {
  const client = await linked(toolServer(mcpTool));
  await client.callTool(weather);
  expect(JSON.stringify(spans.map(attributesOf))).not.toContain('Oslo');
  spans = record({ captureContent: true, redact: (said) => said.replace(/\d{4}/g, '****') });
  await client.callTool(weather);
  expect(attributesOf(spanNamed(spans, 'tools/call weather'))).toMatchObject({
    'gen_ai.tool.call.arguments': '{"city":"Oslo ****"}',
    'gen_ai.tool.call.result': '[{"type":"text","text":"rain in Oslo ****"}]',
  });
});

it('passes for the function, and is only a span where a server calls it', () => {
  const result = {};
  const add = function add(this: unknown, _a: number, _b: number) {
    return this === undefined ? result : this;
  };
  const wrapped = mcpTool(SITE, add);
  expect([wrapped.name, wrapped.length]).toEqual(['add', 2]);
  expect(wrapped(1, 2)).toBe(result);
  expect(wrapped.call(result, 1, 2)).toBe(result);
  expect(spans).toEqual([]);
  expect(mcpTool(SITE, result)).toBe(result);
});

it('ends where what it was given and gives cannot be spelled', () => {
  spans = record({ captureContent: true });
  const ring: { self?: object } = {};
  ring.self = ring;
  const result = { structuredContent: ring };
  const extra = { sendNotification() {} };
  expect(mcpTool(SITE, (_ring: object, _extra: object) => result)(ring, extra)).toBe(result);
  expect(spans.map(({ name }) => name)).toEqual(['tools/call']);
  expect(state.openCalls.size).toBe(0);
});

it('passes carriers on where nothing is recorded', async () => {
  spans = record({ enabled: false });
  const client = await connectedTo((server) =>
    server.setRequestHandler(
      CallToolRequestSchema,
      mcpTool(SITE, async () => text(Observe.getBaggage())),
    ),
  );
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const { content } = await client.callTool({ ...weather, _meta: { traceparent } });
  expect(JSON.stringify(content)).toContain(traceparent);
  expect([spans, state.openCalls.size]).toEqual([[], 0]);
});
