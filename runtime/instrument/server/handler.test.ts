import { Agent, get, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { attributesOf, record, spanNamed } from '../../../test-fixtures/record.ts';
import { Observe } from '../../api/observe.ts';
import { activeSpan } from '../../core/active-span.ts';
import { handler, fetch as wrapFetch } from '../../inject.ts';
import { SERVER, type Span, STATUS_ERROR, STATUS_UNSET } from '../../trace/span.ts';
import {
  at,
  CARRIER,
  PARENT,
  runProgram,
  SITE,
  serve,
  spy,
  TRACE,
  until,
  wireValues,
} from '../instrument.testkit.ts';

const POST_CHAT = 'src/app.ts:3:1#main?http.request.method=POST&http.route=/chat';
type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the function', () => {
  it('is one wrapper per function and site', () => {
    const fn = () => {};
    expect(handler(SITE, fn)).toBe(handler(SITE, fn));
    expect(handler(SITE, fn)).not.toBe(handler(POST_CHAT, fn));
  });

  it('keeps name, length, kind and properties', () => {
    const fn = Object.assign(async function named(_request: unknown, _response: unknown) {}, { config: 1 });
    const wrapped = handler(SITE, fn);
    expect([wrapped.name, wrapped.length, wrapped.config]).toEqual(['named', 2, 1]);
    expect([wrapped.constructor.name, Object.keys(wrapped)]).toEqual(['AsyncFunction', ['config']]);
  });

  it('is left alone where it is an error handler or no function', () => {
    const onError = (_error: unknown, _request: unknown, _response: unknown, _next: unknown) => {};
    for (const value of [onError, undefined, null, {}, 'x']) expect(handler(SITE, value)).toBe(value);
  });

  it.each([
    [[]],
    [[undefined]],
    [['key', 1]],
    [[{ method: 'GET', url: '/' }]],
    [[{ method: 'GET', url: '/', headers: {} }, {}]],
    [
      [
        new Proxy(
          {},
          {
            get: () => {
              throw new Error('mine');
            },
          },
        ),
      ],
    ],
  ])('without a request it is just called', (args) => {
    const spans = record({});
    const self = {};
    const seen: unknown[] = [];
    const result = handler(SITE, function (this: unknown, ...given: unknown[]) {
      seen.push(this, given.length, activeSpan());
      return 'result';
    }).apply(self, args as unknown[]);
    expect([result, seen]).toEqual(['result', [self, args.length, undefined]]);
    expect(spans).toHaveLength(0);
  });
});

describe('node:http', () => {
  const ask = (url: string, init?: RequestInit) =>
    fetch(url, init).then(async (it) => ({ status: it.status, text: await it.text() }));

  it('a request is a SERVER span by the conventions, ending with its response', async () => {
    const spans = record({});
    const url = await serve(handler(SITE, (_request, response) => response.writeHead(201).end('ok')));
    await ask(`${url}/a/b?x=1&key=secret`, { headers: { ...CARRIER, 'user-agent': 'tester' } });
    const [span] = [at(await until(spans, 1))];
    expect([span.name, span.kind, span.trace.traceId, span.parentSpanId]).toEqual([
      'GET',
      SERVER,
      TRACE,
      PARENT,
    ]);
    expect(span.trace.tracestate).toBe(CARRIER.tracestate);
    const attributes = attributesOf(span);
    expect(attributes).toEqual({
      'http.request.method': 'GET',
      'url.path': '/a/b',
      'url.query': 'x=1&key=REDACTED',
      'url.scheme': 'http',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(url).port),
      'client.address': '127.0.0.1',
      'network.peer.address': '127.0.0.1',
      'network.peer.port': expect.any(Number),
      'network.protocol.version': '1.1',
      'user_agent.original': 'tester',
      'http.response.status_code': 201,
      'session.id': 's-1',
      'user.id': 'u 1',
    });
  });

  it('behind a proxy it says what the client asked for', async () => {
    const spans = record({});
    const url = await serve(handler(SITE, (_request, response) => response.end()));
    await new Promise<void>((done) => {
      const headers = {
        host: 'shop.example.com',
        'x-forwarded-proto': 'https',
        'x-forwarded-for': '203.0.113.7, 10.0.0.1',
      };
      get(url, { headers }, (response) => response.resume().on('end', done));
    });
    expect(attributesOf(at(await until(spans, 1)))).toMatchObject({
      'url.scheme': 'https',
      'server.address': 'shop.example.com',
      'server.port': 443,
      'client.address': '203.0.113.7',
    });
  });

  it('X-Trace-Context joins too', async () => {
    const spans = record({});
    const url = await serve(handler(SITE, (_request, response) => response.end()));
    await ask(url, { headers: { 'X-Trace-Context': JSON.stringify(CARRIER) } });
    expect(at(await until(spans, 1)).parentSpanId).toBe(PARENT);
  });

  it('two traceparent are none', async () => {
    const spans = record({});
    const url = await serve(handler(SITE, (_request, response) => response.end()));
    await new Promise<void>((done) => {
      const sent = httpRequest(url, { headers: { traceparent: [CARRIER.traceparent, CARRIER.traceparent] } });
      sent.on('response', (response) => response.resume().on('end', done)).end();
    });
    expect(at(await until(spans, 1)).parentSpanId).toBe('');
  });

  it('nested handlers see the same span, and the last one tells the route', async () => {
    const spans = record({});
    const seen: unknown[] = [];
    const inner = handler(POST_CHAT, ((_request, response) => {
      seen.push(activeSpan());
      response.end();
    }) as Listener);
    const url = await serve(
      handler(SITE, (request, response) => {
        seen.push(activeSpan());
        return inner(request, response);
      }),
    );
    await ask(url, { method: 'POST', body: 'x' });
    const span = at(await until(spans, 1));
    expect(seen).toEqual([span, span]);
    expect([span.name, attributesOf(span)['http.route']]).toEqual(['POST /chat', '/chat']);
  });

  it('a handler that has lost the context finds it again', async () => {
    const spans = record({});
    const queue: (() => void)[] = [];
    const pump = setInterval(() => queue.shift()?.(), 5);
    const inner = handler(POST_CHAT, ((_request, response) => {
      Observe.setAttribute('session.id', 'late');
      response.end();
    }) as Listener);
    const url = await serve(
      handler(SITE, (request, response) => void queue.push(() => inner(request, response))),
    );
    await ask(url);
    clearInterval(pump);
    expect(attributesOf(at(await until(spans, 1)))).toMatchObject({
      'session.id': 'late',
      'http.route': '/chat',
    });
  });

  it('a streamed response ends its span with the last byte', async () => {
    const spans = record({});
    const finish: (() => void)[] = [];
    const url = await serve(
      handler(SITE, async (_request, response) => {
        response.write('first');
        await new Promise<void>((done) => finish.push(done));
        response.end('last');
      }),
    );
    const response = await fetch(url);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('first');
    expect(spans).toHaveLength(0);
    at(finish)();
    await reader.read();
    expect(attributesOf(at(await until(spans, 1)))['http.response.status_code']).toBe(200);
  });

  it.each([
    ['before it answered', false, undefined],
    ['while it answered', true, 200],
  ])('a client that goes away %s is no error', async (_when, started, status) => {
    const spans = record({});
    const controller = new AbortController();
    const url = await serve(
      handler(SITE, (_request, response) => {
        if (started) response.write('first');
        setTimeout(() => controller.abort(), 10);
      }),
    );
    await fetch(url, { signal: controller.signal })
      .then((response) => response.text())
      .catch(() => {});
    const span = at(await until(spans, 1));
    expect([span.status, attributesOf(span)['http.response.status_code']]).toEqual([STATUS_UNSET, status]);
  });

  it.each([
    [404, STATUS_UNSET, undefined],
    [503, STATUS_ERROR, '503'],
  ])('status %i', async (code, status, type) => {
    const spans = record({});
    const url = await serve(handler(SITE, (_request, response) => response.writeHead(code).end()));
    await ask(url);
    const span = at(await until(spans, 1));
    expect([span.status, attributesOf(span)['error.type']]).toEqual([status, type]);
  });

  it('keep-alive: one span a request, each with its own trace', async () => {
    const spans = record({});
    const sockets = new Set<unknown>();
    const url = await serve(
      handler(SITE, (request, response) => {
        sockets.add(request.socket);
        response.end();
      }),
    );
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    for (let turn = 0; turn < 3; turn++) {
      await new Promise<void>((done) => {
        get(url, { agent }, (response) => response.resume().on('end', () => setImmediate(done)));
      });
    }
    await until(spans, 3);
    expect(sockets.size).toBe(1);
    expect(new Set(spans.map(({ trace }) => trace.traceId)).size).toBe(3);
    for (const socket of sockets)
      expect((socket as IncomingMessage['socket']).listenerCount('close')).toBeLessThan(4);
  });

  it('leaves no listener behind', async () => {
    const spans = record({});
    let seen: ServerResponse | undefined;
    const url = await serve(
      handler(SITE, (_request, response) => {
        seen = response;
        response.end();
      }),
    );
    await ask(url);
    await until(spans, 1);
    const plain = await new Promise<ServerResponse>((done) => {
      serve((_request, response) => void response.end(() => setImmediate(done, response))).then((it) =>
        fetch(it),
      );
    });
    for (const event of ['finish', 'close'])
      expect(seen?.listenerCount(event)).toBe(plain.listenerCount(event));
  });

  it('isolates 200 concurrent requests', async () => {
    const spans = record({});
    const back = await spy((_request, response) => setTimeout(() => response.end(), Math.random() * 10));
    const url = await serve(
      handler(SITE, async (request, response) => {
        if (request.headers['x-own']) Observe.setAttribute('user.id', String(request.headers['x-own']));
        await new Promise((go) => setTimeout(go, Math.random() * 10));
        await wrapFetch(SITE, fetch)(`${back.url}${request.url}`);
        response.end();
      }),
    );
    const ask = (at: number) => {
      const traceparent = `00-${String(at + 1).padStart(32, '0')}-${PARENT}-01`;
      return fetch(`${url}/${at}`, {
        headers: { traceparent, baggage: `session.id=s-${at}`, 'x-own': `u-${at}` },
      });
    };
    await Promise.all(Array.from({ length: 200 }, (_, at) => ask(at)));
    await until(spans, 400);
    for (const request of back.requests) {
      const number = request.url?.slice(1);
      const [, traceId, spanId] = at(wireValues(request, 'traceparent')).split('-');
      const call = at(spans.filter((span) => span.spanId === spanId));
      expect(Number(traceId)).toBe(Number(number) + 1);
      expect(wireValues(request, 'baggage')).toEqual([`session.id=s-${number},user.id=u-${number}`]);
      expect(attributesOf(call)).toMatchObject({ 'session.id': `s-${number}`, 'user.id': `u-${number}` });
      expect(attributesOf(call.parent as Span)).toMatchObject({
        'url.path': `/${number}`,
        'session.id': `s-${number}`,
      });
    }
  });

  it('passes the carrier on where nothing is recorded', async () => {
    const spans = record();
    const back = await spy();
    const url = await serve(
      handler(SITE, async (_request, response) => {
        await wrapFetch(SITE, fetch)(back.url);
        response.end(Observe.getTraceId());
      }),
    );
    expect((await ask(url, { headers: CARRIER })).text).toBe(TRACE);
    expect(at(back.requests).headers).toMatchObject(CARRIER);
    expect(spans).toHaveLength(0);
  });

  it('an async listener that throws raises one unhandledRejection, with its own error', async () => {
    const printed = await runProgram(`
      import { createServer } from 'node:http';
      import { handler } from './instrument/server/handler.ts';
      import { init } from './api/lifecycle.ts';
      await init({ endpoint: 'http://127.0.0.1:1' });
      const seen = [];
      process.on('unhandledRejection', (error) => seen.push(error === own));
      const own = new Error('mine');
      const server = createServer(handler('a:1:1#', async () => { throw own; })).listen(0, '127.0.0.1');
      await new Promise((go) => server.on('listening', go));
      await fetch('http://127.0.0.1:' + server.address().port, { signal: AbortSignal.timeout(100) }).catch(() => {});
      console.log(JSON.stringify(seen));
      process.exit(0);
    `);
    expect(printed).toBe('[true]');
  });
});

describe('web handlers', () => {
  const asked = (path = '/x?q=1', init?: RequestInit) =>
    new Request(`https://api.example.com:8443${path}`, init);

  it('a Request is a SERVER span, ending when the handler settles', async () => {
    const spans = record({});
    const GET = handler(
      'app/route.ts:1:1#GET?http.request.method=GET&http.route=/x',
      async (_request: Request, context: object) => {
        expect(activeSpan()).toMatchObject({ kind: SERVER });
        return Response.json(context, { status: 202 });
      },
    );
    const response = await GET(asked(undefined, { headers: CARRIER }), { params: 1 });
    expect(await response.json()).toEqual({ params: 1 });
    const span = at(spans);
    expect([span.name, span.parentSpanId]).toEqual(['GET /x', PARENT]);
    expect(attributesOf(span)).toEqual({
      'http.request.method': 'GET',
      'http.route': '/x',
      'url.path': '/x',
      'url.query': 'q=1',
      'url.scheme': 'https',
      'server.address': 'api.example.com',
      'server.port': 8443,
      'http.response.status_code': 202,
      'session.id': 's-1',
      'user.id': 'u 1',
      'code.file.path': 'app/route.ts',
      'code.line.number': 1,
      'code.function.name': 'GET',
    });
  });

  it.each<[string, () => unknown]>([
    ['a Response', () => new Response(null, { status: 204 })],
    ['a promise of one', () => Promise.resolve(new Response(null, { status: 204 }))],
    [
      'a thrown Response',
      () => {
        throw new Response(null, { status: 204 });
      },
    ],
    ['a promise that rejects with one', () => Promise.reject(new Response(null, { status: 204 }))],
  ])('%s is its answer', async (_what, answer) => {
    const spans = record({});
    await Promise.resolve()
      .then(() => handler(SITE, answer as (request: Request) => unknown)(asked()))
      .catch(() => {});
    expect(attributesOf(at(spans))['http.response.status_code']).toBe(204);
    expect(at(spans).status).toBe(STATUS_UNSET);
  });

  it.each<[string, unknown, number, number | undefined, string | undefined]>([
    ['an error', new RangeError('mine'), STATUS_ERROR, 500, 'RangeError'],
    ['an HTTP error of 5xx', Object.assign(new Error('mine'), { status: 503 }), STATUS_ERROR, 503, 'Error'],
    [
      'an HTTP error of 4xx',
      Object.assign(new Error('mine'), { statusCode: 404 }),
      STATUS_UNSET,
      404,
      undefined,
    ],
    [
      "Next's notFound()",
      Object.assign(new Error(), { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }),
      STATUS_UNSET,
      404,
      undefined,
    ],
    [
      "Next's redirect()",
      Object.assign(new Error(), { digest: 'NEXT_REDIRECT;push;/x;307;' }),
      STATUS_UNSET,
      307,
      undefined,
    ],
    [
      'a hostile one',
      new Proxy(
        {},
        {
          get() {
            throw new Error('trap');
          },
        },
      ),
      STATUS_ERROR,
      500,
      'object',
    ],
  ])('throws %s, the same', async (_what, error, status, code, type) => {
    for (const how of ['throws', 'rejects']) {
      const spans = record({});
      const fn = handler(SITE, (_request: Request) => {
        if (how === 'throws') throw error;
        return Promise.reject(error);
      });
      let caught: unknown;
      try {
        await fn(asked());
      } catch (it) {
        caught = it;
      }
      expect(caught === error).toBe(true);
      const attributes = attributesOf(at(spans));
      expect([at(spans).status, attributes['http.response.status_code'], attributes['error.type']]).toEqual([
        status,
        code,
        type,
      ]);
    }
  });

  it('an error that an outer handler answered is none', async () => {
    const spans = record({});
    const inner = handler(POST_CHAT, async (_request: Request): Promise<Response> => {
      throw new Error('mine');
    });
    const outer = handler(SITE, (request: Request) =>
      inner(request).catch(() => new Response(null, { status: 400 })),
    );
    await outer(asked());
    expect(spans).toHaveLength(1);
    expect(at(spans)).toMatchObject({ status: STATUS_UNSET, name: 'GET /chat' });
  });

  it('an error that became a 500 is told', async () => {
    const spans = record({});
    const inner = handler(POST_CHAT, async (_request: Request): Promise<Response> => {
      throw new TypeError('mine');
    });
    const outer = handler(SITE, (request: Request) =>
      inner(request).catch(() => new Response(null, { status: 500 })),
    );
    await outer(asked());
    expect(at(spans)).toMatchObject({ status: STATUS_ERROR, statusMessage: 'mine' });
    expect(attributesOf(at(spans))['error.type']).toBe('TypeError');
  });

  it('the same request made another object by an adapter is no second one', async () => {
    const spans = record({});
    const inner = handler(POST_CHAT, async (_request: Request) => new Response());
    const outer = handler(SITE, async (request: Request) => inner(new Request(request)));
    await outer(asked());
    expect(spans.map(({ name }) => name)).toEqual(['GET /chat']);
  });

  it('a request to another path inside one is a request of its own', async () => {
    const spans = record({});
    const inner = handler(POST_CHAT, async (_request: Request) => new Response());
    const outer = handler(SITE, async (_request: Request) => inner(asked('/other')));
    await outer(asked());
    expect(spans.map((span) => attributesOf(span)['url.path'])).toEqual(['/other', '/x']);
  });

  it('the same Request handled once more is another request', async () => {
    const spans = record({});
    const fn = handler(SITE, async (_request: Request) => new Response());
    const request = asked();
    await fn(request);
    await fn(request);
    expect(spans).toHaveLength(2);
  });

  it('finds the request of loaders and endpoints', async () => {
    const spans = record({});
    await handler(SITE, async (_event: { request: Request }) => new Response())({ request: asked() });
    expect(attributesOf(at(spans))['url.path']).toBe('/x');
  });

  it('hands over the very promise', () => {
    record({});
    const promise = Promise.resolve(new Response());
    expect(handler(SITE, (_request: Request) => promise)(asked())).toBe(promise);
  });

  it('spans inside are its children, and the caller keeps its context', async () => {
    const spans = record({});
    const fn = handler(SITE, async (_request: Request) =>
      Observe.withTrace('work', null, async () => new Response()),
    );
    const pending = fn(asked());
    expect(activeSpan()).toBeUndefined();
    await pending;
    expect(spanNamed(spans, 'work').parent).toBe(spanNamed(spans, 'GET'));
  });
});
