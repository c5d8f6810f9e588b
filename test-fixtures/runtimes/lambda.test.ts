/**
 * A function on Lambda, which stops its process with the result: the server here kills it at once, and what
 * has not arrived by then never does.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onetrace } from '@onetrace/plugins/esbuild';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Collector, startCollector } from '../../examples/collector/collector.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const folder = mkdtempSync(join(tmpdir(), 'lambda-'));
let collector: Collector;
let next: Server;
let carriers: unknown[] = [];

beforeAll(async () => {
  collector = await startCollector();
  next = createServer(({ headers }, response) => {
    carriers.push(headers.traceparent);
    response.end('ok');
  });
  await new Promise<void>((resolve) => next.listen(0, '127.0.0.1', resolve));
  for (const [file, format] of [
    ['lambda.ts', 'esm'],
    ['lambda-declared.ts', 'esm'],
    ['lambda-callback.cjs', 'cjs'],
  ] as const) {
    await build({
      entryPoints: [here(file)],
      outfile: join(folder, file.replace('.ts', '.mjs')),
      bundle: true,
      platform: 'node',
      format,
      conditions: ['onetrace-source'],
      plugins: [onetrace()],
    });
  }
});
afterAll(async () => {
  await collector.close();
  next.close();
  rmSync(folder, { recursive: true });
});

/** What one invocation answers, and the spans that had arrived when it did. */
async function invoke(file: string, event: object) {
  collector.clear();
  carriers = [];
  let child: ChildProcess | undefined;
  let asked = false;
  const answered = Promise.withResolvers<unknown>();
  const api = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    if (request.method === 'POST') {
      child?.kill('SIGKILL');
      return answered.resolve(JSON.parse(body));
    }
    if (asked) return;
    asked = true;
    response.setHeader('lambda-runtime-aws-request-id', 'request-1');
    response.setHeader('lambda-runtime-deadline-ms', Date.now() + 10_000);
    response.setHeader('lambda-runtime-invoked-function-arn', 'arn:aws:lambda:eu-west-1:1:function:orders');
    response.end(JSON.stringify(event));
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const env = {
    ...process.env,
    NEXT: urlOf(next),
    AWS_LAMBDA_RUNTIME_API: urlOf(api).slice('http://'.length),
    AWS_LAMBDA_FUNCTION_NAME: 'orders',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  };
  child = spawn(process.execPath, ['--no-warnings', here('lambda-host.ts'), join(folder, file)], {
    env,
    stdio: 'inherit',
  });
  const answer = await answered.promise;
  api.closeAllConnections();
  api.close();
  return { answer, spans: collector.spans.map((it) => ({ ...it })) };
}

const gateway = {
  httpMethod: 'GET',
  path: '/orders/7',
  resource: '/orders/{id}',
  headers: { Traceparent: traceparent, Host: 'api.test' },
  queryStringParameters: { a: '1' },
};

it('a request of API Gateway continues its trace, and has left before the result', async () => {
  const { answer, spans } = await invoke('lambda.mjs', gateway);
  expect(answer).toEqual({ statusCode: 201, body: 'ok' });
  const [server] = spans.filter(({ kind }) => kind === 2);
  expect(spans).toHaveLength(2);
  expect(server).toMatchObject({
    name: 'GET /orders/{id}',
    traceId: TRACE,
    parentSpanId: 'b7ad6b7169203331',
  });
  expect(server?.attributes).toMatchObject({
    'http.route': '/orders/{id}',
    'http.response.status_code': 201,
    'url.path': '/orders/7',
    'url.query': 'a=1',
    'server.address': 'api.test',
    'faas.trigger': 'http',
    'faas.invocation.id': 'request-1',
  });
  expect(carriers).toEqual([expect.stringContaining(TRACE)]);
});

it.each([
  [undefined, { statusCode: 200, body: 'ok' }],
  ['fails', { errorMessage: 'no' }],
  ['silent', null],
])('a declared handler too, whatever it ends with: %s', async (name, result) => {
  const { answer, spans } = await invoke('lambda-declared.mjs', { ...gateway, name });
  expect(answer).toEqual(result);
  expect(spans.map(({ name }) => name).toSorted()).toEqual(['GET', 'GET /orders/{id}']);
});

it('a request of a function URL', async () => {
  const { spans } = await invoke('lambda.mjs', {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/a',
    rawQueryString: 'b=c',
    headers: { traceparent },
    requestContext: { http: { method: 'POST', path: '/a' } },
  });
  expect(spans.find(({ kind }) => kind === 2)).toMatchObject({ name: 'POST', traceId: TRACE });
});

it('one that calls back', async () => {
  const { answer, spans } = await invoke('lambda-callback.cjs', gateway);
  expect(answer).toEqual({ statusCode: 200, body: 'ok' });
  expect(spans).toHaveLength(2);
});

it('one that fails', async () => {
  const { answer, spans } = await invoke('lambda.mjs', { ...gateway, name: 'fails' });
  expect(answer).toEqual({ errorMessage: 'no' });
  expect(spans).toHaveLength(1);
  expect(spans[0]?.attributes['error.type']).toBe('TypeError');
});

it('a message of SQS continues its trace, and several are linked', async () => {
  const record = (value: string) => ({
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:1:jobs',
    messageAttributes: { traceparent: { stringValue: value, dataType: 'String' } },
  });
  const one = await invoke('lambda.mjs', { Records: [record(traceparent)] });
  const consumer = one.spans.find(({ kind }) => kind === 5);
  expect(consumer).toMatchObject({ name: 'process jobs', traceId: TRACE });
  const other = traceparent.replace('0af7', '1af7');
  const two = await invoke('lambda.mjs', { Records: [record(traceparent), record(other)] });
  const linked = two.spans.find(({ kind }) => kind === 5);
  expect(linked?.links).toHaveLength(2);
  expect(linked?.attributes['messaging.batch.message_count']).toBe(2);
});

it('a notification of SNS too', async () => {
  const Sns = {
    TopicArn: 'arn:aws:sns:eu-west-1:1:news',
    Message: '{}',
    MessageAttributes: { traceparent: { Type: 'String', Value: traceparent } },
  };
  const { spans } = await invoke('lambda.mjs', { Records: [{ EventSource: 'aws:sns', Sns }] });
  const consumer = spans.find(({ kind }) => kind === 5);
  expect(consumer).toMatchObject({ name: 'process news', traceId: TRACE });
  expect(consumer?.attributes['messaging.system']).toBe('aws_sns');
});

it('a direct invocation brings its carrier in the event', async () => {
  const { answer, spans } = await invoke('lambda.mjs', { name: 'direct', traceparent });
  expect(answer).toEqual({ text: 'ok' });
  expect(spans.find(({ kind }) => kind === 2)).toMatchObject({ name: 'orders', traceId: TRACE });
});
