/** Every way to answer an HTTP request, and to mount a handler, none of it rewritten: the floor alone. */
import 'onetrace/floor';
import { createServer, get, type RequestListener, request as send } from 'node:http';
import { connect as connect2, createServer as createServer2 } from 'node:http2';
import { type AddressInfo, connect as connectTcp } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { initTRPC } from '@trpc/server';
import { createHTTPServer } from '@trpc/server/adapters/standalone';
import connect from 'connect';
import express, { type Express, type RequestHandler } from 'express';
import fastify from 'fastify';
import { createSchema, createYoga } from 'graphql-yoga';
import Koa from 'koa';
import { Observe } from 'onetrace';
import { describe, expect, it, onTestFinished } from 'vitest';
import { at, listening, TRACE, until } from '../../runtime/instrument/instrument.testkit.ts';
import type { Span } from '../../runtime/trace/span.ts';
import { attributesOf, record } from '../record.ts';

const SERVER = 2;
const CARRIER = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };

/** What a handler of every framework does: it answers with the trace that it is in. */
const answer = (): string => String(Observe.getTraceId());
const handle: RequestHandler = async (_request, response) => {
  await sleep(1);
  response.send(answer());
};

const MOUNTS: Readonly<Record<string, (app: Express) => unknown>> = {
  'app.get(path, named)': (app) => app.get('/x', handle),
  'app.use(named)': (app) => app.use(handle),
  'app.use(path, named)': (app) => app.use('/x', handle),
  'app.all': (app) => app.all('/x', handle),
  'app.route(path).get': (app) => app.route('/x').get(handle),
  'a list of handlers': (app) =>
    app.get('/x', [(_q: unknown, _s: unknown, next: () => void) => next(), handle]),
  'a router': (app) => app.use(express.Router().get('/x', handle)),
  'a bound method': (app) => app.get('/x', handle.bind(undefined)),
  'a mounted application': (app) => app.use('/', express().get('/x', handle)),
};

const withMount = (mount: (app: Express) => unknown) => async (): Promise<string> => {
  const app = express();
  mount(app);
  return listening(createServer(app));
};

const schema = { typeDefs: 'type Query { x: String }', resolvers: { Query: { x: answer } } };
const QUERY = '/graphql?query=%7Bx%7D';

/** Each listens, and gives the URL that answers with its trace. */
const SERVERS: Readonly<Record<string, () => Promise<string>>> = {
  ...Object.fromEntries(
    Object.entries(MOUNTS).map(([name, mount]) => [
      `Express, ${name}`,
      async () => `${await withMount(mount)()}/x`,
    ]),
  ),
  'createServer(listener)': async () => `${await listening(createServer((_q, s) => s.end(answer())))}/x`,
  'server.on(request)': async () =>
    `${await listening(createServer().on('request', (_q, s) => s.end(answer())))}/x`,
  async Connect() {
    const app = connect().use((_q, s) => s.end(answer()));
    return `${await listening(createServer(app as RequestListener))}/x`;
  },
  async Koa() {
    const app = new Koa().use((context) => {
      context.body = answer();
    });
    return `${await listening(createServer(app.callback()))}/x`;
  },
  async Fastify() {
    const app = fastify();
    app.get('/x', async () => answer());
    onTestFinished(() => app.close());
    return `${await app.listen({ port: 0, host: '127.0.0.1' })}/x`;
  },
  async 'tRPC, standalone'() {
    const { procedure, router } = initTRPC.create();
    const server = createHTTPServer({ router: router({ x: procedure.query(answer) }) });
    return `${await listening(server as never)}/x`;
  },
  'GraphQL Yoga': async () =>
    (await listening(createServer(createYoga({ schema: createSchema(schema), logging: false })))) + QUERY,
  async 'Apollo Server'() {
    const server = new ApolloServer({ ...schema, csrfPrevention: false });
    const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
    onTestFinished(() => server.stop());
    return url.replace(/\/$/, QUERY.slice(QUERY.indexOf('?')).replace('?', '/?'));
  },
};

const serverSpans = (spans: readonly Span[]): Span[] => spans.filter(({ kind }) => kind === SERVER);

describe.each(Object.entries(SERVERS))('%s', (_name, listen) => {
  it('has one SERVER span, in the trace that came in', async () => {
    const url = await listen();
    const spans = record({ ignoreRequests: [] });
    const text = await read(url, CARRIER);
    expect(text).toContain(TRACE);
    await until(spans, 1);
    expect(serverSpans(spans)).toHaveLength(1);
    const span = at(serverSpans(spans));
    expect(span.trace.traceId).toBe(TRACE);
    expect(attributesOf(span)).toMatchObject({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
    });
  });

  it('300 requests at once have their own sessions', async () => {
    const url = await listen();
    const spans = record({ ignoreRequests: [] });
    const texts = await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        read(url, { traceparent: `00-${traceOf(n)}-00f067aa0ba902b7-01` }),
      ),
    );
    expect(texts.filter((text, n) => !text.includes(traceOf(n)))).toEqual([]);
    await until(spans, 300);
    expect(new Set(serverSpans(spans).map(({ trace }) => trace.traceId)).size).toBe(300);
  });
});

const traceOf = (n: number): string => TRACE.slice(0, 28) + String(n).padStart(4, '0');

/** Not by a client that the floor would give a carrier of its own. */
function read(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(text)).on('error', reject);
    }).on('error', reject);
  });
}

it('Express tells the route without a site', async () => {
  const url = await withMount((app) => app.use('/items', express.Router().get('/:id', handle)))();
  const spans = record({ ignoreRequests: [] });
  await read(`${url}/items/7`, {});
  await until(spans, 1);
  expect(at(serverSpans(spans)).name).toBe('GET /items/:id');
});

it('pipelined requests on one connection have their own traces', async () => {
  const url = await listening(
    createServer(async (_q, s) => {
      await sleep(2);
      s.end(answer());
    }),
  );
  record({ ignoreRequests: [] });
  const text = await pipelined(
    Number(new URL(url).port),
    [1, 2, 3].map((n) => ({ traceparent: `00-${traceOf(n)}-00f067aa0ba902b7-01` })),
  );
  expect([1, 2, 3].map((n) => text.split(traceOf(n)).length - 1)).toEqual([1, 1, 1]);
});

/** Written at once, so that they come in one packet; ends with the connection. */
function pipelined(port: number, requests: readonly Record<string, string>[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connectTcp(port, '127.0.0.1')
      .on('error', reject)
      .on('end', () => resolve(text));
    socket.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    const last = requests.length - 1;
    for (const [n, headers] of requests.entries()) {
      const fields = { host: 'x', ...headers, ...(n === last && { connection: 'close' }) };
      const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`GET / HTTP/1.1\r\n${lines.join('')}\r\n`);
    }
  });
}

it('what comes with later packets is in the request', async () => {
  const seen: string[] = [];
  const url = await listening(
    createServer((request, response) => {
      request.on('data', () => seen.push(answer()));
      request.on('end', () => {
        seen.push(answer());
        response.end();
      });
    }),
  );
  record({ ignoreRequests: [] });
  await new Promise<void>((resolve, reject) => {
    const request = send(url, { method: 'POST', headers: CARRIER }, (response) =>
      response.resume().on('end', resolve),
    );
    request.on('error', reject).write('a');
    setTimeout(() => request.write('b'), 30);
    setTimeout(() => request.end('c'), 60);
  });
  expect(new Set(seen)).toEqual(new Set([TRACE]));
  expect(seen.length).toBeGreaterThanOrEqual(3);
});

it('a request without a carrier is in no trace of the one before it on its connection', async () => {
  const url = await listening(createServer((_q, s) => s.end(answer())));
  record();
  const port = Number(new URL(url).port);
  const text = await pipelined(port, [CARRIER, {}]);
  expect(text.split(TRACE)).toHaveLength(2);
  expect(text).toContain('undefined');
});

it('the span lasts as long as the answer, and an answer that is broken off ends it', async () => {
  const url = await listening(
    createServer((_q, s) => {
      s.write('a');
      setTimeout(() => s.destroy(), 30);
    }),
  );
  const spans = record({ ignoreRequests: [] });
  await read(url, {}).catch(() => {});
  await until(spans, 2);
  expect((at(serverSpans(spans)).end ?? 0) - at(serverSpans(spans)).start).toBeGreaterThan(20);
});

it('what a dev server serves and what an option names is no span, and hands on what came', async () => {
  const url = await listening(createServer((_q, s) => s.end(answer())));
  const spans = record({ ignoreRequests: ['/healthz', /^\/internal/] });
  for (const path of [
    '/healthz',
    '/internal/x',
    '/@vite/client',
    '/src/main.ts',
    '/node_modules/.vite/deps/a.js',
  ]) {
    expect(await read(url + path, CARRIER)).toBe(TRACE);
  }
  await read(`${url}/x`, CARRIER);
  await until(serverSpans(spans), 0);
  expect(serverSpans(spans).map((span) => attributesOf(span)['url.path'])).toEqual(['/x']);
});

it('HTTP/2: one SERVER span a stream', async () => {
  const server = createServer2((_q, s) => s.end(answer()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const session = connect2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => {
    session.close();
    server.close();
  });
  const spans = record({ ignoreRequests: [] });
  const ask = (n: number): Promise<string> =>
    new Promise((resolve, reject) => {
      let text = '';
      const stream = session.request({
        ':path': `/x${n}`,
        traceparent: `00-${traceOf(n)}-00f067aa0ba902b7-01`,
      });
      stream.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      stream.on('end', () => resolve(text)).on('error', reject);
    });
  const texts = await Promise.all(Array.from({ length: 40 }, (_, n) => ask(n)));
  expect(texts).toEqual(Array.from({ length: 40 }, (_, n) => traceOf(n)));
  await until(spans, 40);
  expect(serverSpans(spans)).toHaveLength(40);
  expect(attributesOf(at(serverSpans(spans)))).toMatchObject({
    'http.response.status_code': 200,
    'network.protocol.version': '2',
  });
});
