/** The context of a tool call reaches the server, in memory and over HTTP. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { Observe } from 'onetrace';
import { mcp } from 'onetrace/inject';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { shutdown } from '../../runtime/api/lifecycle.ts';
import { resolvedAttributes } from '../../runtime/trace/resolve-attributes.ts';
import { type Span, STATUS_ERROR } from '../../runtime/trace/span.ts';
import { record, spanNamed } from '../record.ts';
import { connected, seenMeta } from './mcp-cases.ts';

const SITE = 'f.ts:1:1#f?method=callTool&proven=1';
const weather = { name: 'weather', arguments: { city: 'Oslo 4111' } };
let spans: Span[] = [];

beforeEach(() => {
  spans = record({});
  seenMeta.length = 0;
});
afterAll(() => shutdown());

it('is in the params, with the session', async () => {
  const client = await connected();
  await Observe.withTrace('turn', {}, async () => {
    Observe.setAttribute('session.id', 's-1');
    await mcp(SITE, client, 'callTool')(weather);
  });
  const [call, root] = spans;
  expect(root?.name).toBe('turn');
  expect(call?.parent).toBe(root);
  expect(seenMeta).toEqual([
    {
      traceparent: expect.stringContaining(`00-${root?.trace.traceId}-${call?.spanId}-`),
      baggage: 'session.id=s-1',
    },
  ]);
});

it('leaves a carrier of the program', async () => {
  const client = await connected();
  const _meta = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', mine: 1 };
  await mcp(SITE, client, 'callTool')({ ...weather, _meta });
  expect(seenMeta).toEqual([_meta]);
});

it('leaves what the program says under other keys of the carrier', async () => {
  const client = await connected();
  await Observe.withTrace('turn', {}, async () => {
    Observe.setAttribute('session.id', 's-1');
    await mcp(SITE, client, 'callTool')({ ...weather, _meta: { baggage: 'mine=1' } });
  });
  expect(seenMeta).toEqual([{ traceparent: expect.any(String), baggage: 'mine=1' }]);
});

it.each([
  ['an upstream did not sample it', {}],
  ['recording is off', { enabled: false }],
])('passes where %s', async (_why, options) => {
  spans = record(options);
  const client = await connected();
  const carrier = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
  const params = Object.freeze({ ...weather });
  const result = await Observe.withTrace('turn', carrier, () => mcp(SITE, client, 'callTool')(params));
  expect(result).toEqual(await client.callTool(weather));
  expect(seenMeta).toEqual([
    { traceparent: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[\da-f]{16}-00$/) },
    undefined,
  ]);
  expect(spans).toEqual([]);
});

it('is a call of which the tool’s own calls are a part', async () => {
  const inner = await connected();
  const outer = await connected(() => mcp(SITE, inner, 'callTool')(weather));
  await mcp(SITE, outer, 'callTool')({ name: 'nested' });
  expect(spans.map(({ name }) => name)).toEqual(['execute_tool weather', 'execute_tool nested']);
  expect(spans[0]?.parent).toBe(spans[1]);
});

it('reaches a server over HTTP', async () => {
  const metas: unknown[] = [];
  const session = 'session-1';
  const http = createServer(async (request, response) => {
    const server = new McpServer({ name: 'tools', version: '1' });
    server.registerTool('weather', {}, ({ _meta }) => {
      metas.push(_meta);
      return { content: [] };
    });
    const transport = new StreamableHTTPServerTransport({});
    await server.connect(transport as never);
    response.setHeader('mcp-session-id', session);
    await transport.handleRequest(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`)) as never);
  await mcp(SITE, client, 'callTool')({ name: 'weather' });
  const span = spanNamed(spans, 'execute_tool weather');
  const attributes = Object.fromEntries(resolvedAttributes(span));
  expect(attributes).toMatchObject({ 'server.address': '127.0.0.1', 'server.port': port });
  expect(attributes['network.transport']).toBe('tcp');
  expect(attributes['mcp.protocol.version']).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(attributes['mcp.session.id']).toBe(session);
  expect(metas).toEqual([
    { traceparent: expect.stringContaining(`00-${span.trace.traceId}-${span.spanId}-`) },
  ]);
  await client.close();
  http.closeAllConnections();
  http.close();
});

it('says what was asked and answered only when asked to, through the redaction hook', async () => {
  const client = await connected();
  await mcp(SITE, client, 'callTool')(weather);
  expect(JSON.stringify(resolvedAttributes(spans[0] as Span))).not.toContain('Oslo');
  await mcp(SITE, client, 'callTool')({ name: 'broken' });
  expect(spans[1]).toMatchObject({ status: STATUS_ERROR, statusMessage: '' });
  expect(JSON.stringify(resolvedAttributes(spans[1] as Span))).not.toContain('no weather');
  spans = record({ captureContent: true, redact: (text) => text.replace(/\d{4}/g, '****') });
  await mcp(SITE, client, 'callTool')(weather);
  const attributes = Object.fromEntries(resolvedAttributes(spans[0] as Span));
  expect(attributes['gen_ai.tool.call.arguments']).toBe('{"city":"Oslo ****"}');
  expect(attributes['gen_ai.tool.call.result']).toBe('[{"type":"text","text":"rain in Oslo ****"}]');
});
