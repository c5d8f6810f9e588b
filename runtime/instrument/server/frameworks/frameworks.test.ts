/** The same service in each framework, and what is peculiar to each. */
import 'reflect-metadata';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Controller, Get, HttpException, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import fastifyOf from 'fastify';
import * as h3 from 'h3';
import * as h3New from 'h3-2';
import { toNodeHandler } from 'h3-2/node';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { describe, expect, it, onTestFinished } from 'vitest';
import { attributesOf, record } from '../../../../test-fixtures/record.ts';
import { Observe } from '../../../api/observe.ts';
import { activeSpan } from '../../../core/active-span.ts';
import { handler, nest, fetch as wrapFetch } from '../../../inject.ts';
import { type Span, STATUS_ERROR, STATUS_UNSET } from '../../../trace/span.ts';
import {
  at,
  CARRIER,
  listening,
  PARENT,
  SITE,
  serve,
  spy,
  TRACE,
  until,
  wireValues,
} from '../../instrument.testkit.ts';
import {
  type ExpressErrorHandler,
  type ExpressHandler,
  type ExpressRouter,
  express,
  Koa,
  KoaRouter,
} from './untyped.testkit.ts';

/** A site that registers a route; without arguments, one that registers middleware. */
const on = (method?: string, route?: string): string =>
  method === undefined ? SITE : `${SITE}?http.request.method=${method}&http.route=${route}`;

/** Answers with the active span's name, after a hop of its own where `back` is given. */
interface Service {
  /** Its own filters answer for handlers that fail, and its handlers are none of ours. */
  readonly filters?: true;
  /** `GET /items/:id` inside a router at `/api`, behind middleware. */
  start(back: string): Promise<string>;
}

const hop = (back: string) => wrapFetch(SITE, fetch)(`${back}/hop`);

const services: Record<string, Service> = {
  express: {
    start(back) {
      const app = express();
      app.use(handler<ExpressHandler>(on(), (_request, _response, next) => next()));
      app.use(express.json());
      const router = express.Router();
      router.get(
        '/items/:id',
        handler(on('GET', '/items/:id'), async (request, response) => {
          Observe.setAttribute('user.id', String(request.params.id));
          await hop(back);
          response.send('ok');
        }),
      );
      router.get(
        '/fails/:how',
        handler(on('GET', '/fails/:how'), async (request) => {
          throw Object.assign(new RangeError('mine'), request.params.how === 'gone' ? { status: 410 } : {});
        }),
      );
      app.use('/api', router);
      const answer: ExpressErrorHandler = (error, _request, response, _next) =>
        void response.status(error.status ?? 500).send('sorry');
      app.use(handler(on(), answer));
      return serve(app);
    },
  },
  'hono on Node': {
    start: (back) =>
      listening(
        createAdaptorServer({ fetch: honoApp(back).fetch, overrideGlobalObjects: false }) as ReturnType<
          typeof createServer
        >,
      ),
  },
  'h3 1': { start: (back) => serve(h3.toNodeListener(h3App(back))) },
  'h3 2': { start: (back) => serve(toNodeHandler(h3NewApp(back)) as RequestListener) },
  nest: { start: nestApp, filters: true },
  fastify: {
    async start(back) {
      const app = fastifyOf();
      app.addHook(
        'onRequest',
        handler(on(), async () => {}),
      );
      await app.register(
        async (router) => {
          router.get(
            '/items/:id',
            handler(on('GET', '/items/:id'), async (request) => {
              Observe.setAttribute('user.id', (request.params as { id: string }).id);
              await hop(back);
              return 'ok';
            }),
          );
          router.get(
            '/fails/:how',
            handler(on('GET', '/fails/:how'), async (request) => {
              const { how } = request.params as { how: string };
              throw Object.assign(new RangeError('mine'), how === 'gone' ? { statusCode: 410 } : {});
            }),
          );
        },
        { prefix: '/api' },
      );
      onTestFinished(() => app.close());
      return app.listen({ port: 0, host: '127.0.0.1' });
    },
  },
  koa: {
    start(back) {
      const app = new Koa();
      app.silent = true;
      app.use(handler(on(), async (_context, next) => next()));
      const router = new KoaRouter({ prefix: '/api' });
      router.get(
        '/items/:id',
        handler(on('GET', '/items/:id'), async (context) => {
          Observe.setAttribute('user.id', String(context.params.id));
          await hop(back);
          context.body = 'ok';
        }),
      );
      router.get(
        '/fails/:how',
        handler(on('GET', '/fails/:how'), async (context) => {
          if (context.params.how === 'gone') context.throw(410, 'mine');
          throw new RangeError('mine');
        }),
      );
      app.use(router.routes());
      return serve(app.callback());
    },
  },
};

const failure = (how: string | undefined, gone: Error): never => {
  throw how === 'gone' ? gone : new RangeError('mine');
};

function h3App(back: string): h3.App {
  const app = h3.createApp();
  app.use(h3.defineEventHandler(handler(SITE, () => {})));
  const router = h3.createRouter();
  const item = handler(SITE, async (event: h3.H3Event) => {
    Observe.setAttribute('user.id', h3.getRouterParam(event, 'id') as string);
    await hop(back);
    return 'ok';
  });
  router.get('/api/items/:id', h3.defineEventHandler(item));
  const fails = handler(SITE, (event: h3.H3Event) =>
    failure(h3.getRouterParam(event, 'how'), h3.createError({ statusCode: 410 })),
  );
  router.get('/api/fails/:how', h3.defineEventHandler(fails));
  return app.use(router);
}

function h3NewApp(back: string): h3New.H3 {
  const app = new h3New.H3({ silent: true });
  app.use(handler(SITE, () => {}));
  const item = handler(SITE, async (event: h3New.H3Event) => {
    Observe.setAttribute('user.id', event.context.params?.id as string);
    await hop(back);
    return 'ok';
  });
  const fails = handler(SITE, (event: h3New.H3Event) =>
    failure(event.context.params?.how, new h3New.HTTPError({ status: 410 })),
  );
  return app.get('/api/items/:id', item).get('/api/fails/:how', fails);
}

/** Without the syntax of decorators, which Node does not know. */
async function nestApp(back: string): Promise<string> {
  class Api {
    async item(id: string) {
      Observe.setAttribute('user.id', id);
      await hop(back);
      return 'ok';
    }
    fails(how: string) {
      failure(how, new HttpException('mine', 410));
    }
  }
  for (const [name, path, parameter] of [
    ['item', 'items/:id', 'id'],
    ['fails', 'fails/:how', 'how'],
  ] as const) {
    Get(path)(
      Api.prototype,
      name,
      Object.getOwnPropertyDescriptor(Api.prototype, name) as PropertyDescriptor,
    );
    Param(parameter)(Api.prototype, name, 0);
  }
  Controller('api')(Api);
  class AppModule {}
  Module({ controllers: [Api] })(AppModule);
  const app = await nest(SITE, NestFactory, 'create')(AppModule, { logger: false });
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}

function honoApp(back: string): Hono {
  const app = new Hono();
  app.use(
    '*',
    handler(on(), async (_c, next) => next()),
  );
  const router = new Hono();
  router.get(
    '/items/:id',
    handler(on('GET', '/items/:id'), async (c) => {
      Observe.setAttribute('user.id', c.req.param('id') as string);
      await hop(back);
      return c.text('ok');
    }),
  );
  router.get(
    '/fails/:how',
    handler(on('GET', '/fails/:how'), async (c) => {
      if (c.req.param('how') === 'gone') throw new HTTPException(410);
      throw new RangeError('mine');
    }),
  );
  app.route('/api', router);
  app.onError((error, c) => c.text('sorry', error instanceof HTTPException ? error.status : 500));
  return app;
}

const servers = (spans: readonly Span[]): Span[] => spans.filter(({ kind }) => kind === 2);

describe.each(Object.entries(services))('%s', (_name, { start, filters }) => {
  it('is one SERVER span, joined, with its whole route', async () => {
    const back = await spy();
    const spans = record({});
    const url = await start(back.url);
    const response = await fetch(`${url}/api/items/7?x=1`, { headers: CARRIER });
    expect(await response.text()).toBe('ok');
    await until(spans, 2);
    const [span] = servers(spans);
    expect(servers(spans)).toHaveLength(1);
    expect(span).toMatchObject({ name: 'GET /api/items/:id', parentSpanId: PARENT, status: STATUS_UNSET });
    expect(attributesOf(span as Span)).toMatchObject({
      'http.route': '/api/items/:id',
      'url.path': '/api/items/7',
      'url.query': 'x=1',
      'http.response.status_code': 200,
      'network.protocol.version': '1.1',
      'session.id': 's-1',
      'user.id': '7',
    });
    expect(at(back.requests).headers).toMatchObject({ baggage: 'session.id=s-1,user.id=7' });
    const call = at(spans.filter(({ kind }) => kind === 3));
    expect(call.parent).toBe(span);
    expect(wireValues(at(back.requests), 'traceparent')).toEqual([`00-${TRACE}-${call.spanId}-01`]);
  });

  it.each([
    ['boom', 500, STATUS_ERROR, 'RangeError'],
    ['gone', 410, STATUS_UNSET, undefined],
  ])('an error that became a response: %s', async (how, code, status, type) => {
    const spans = record({});
    const url = await start('');
    expect((await fetch(`${url}/api/fails/${how}`)).status).toBe(code);
    const span = at(await until(spans, 1));
    expect(span).toMatchObject({ name: 'GET /api/fails/:how', status });
    expect(attributesOf(span)).toMatchObject({ 'http.response.status_code': code });
    expect(attributesOf(span)['error.type']).toBe(filters ? type && '500' : type);
  });

  it('a path without a route has none', async () => {
    const spans = record({});
    const url = await start('');
    expect((await fetch(`${url}/nowhere/7`)).status).toBe(404);
    const found = servers(await until(spans, 1));
    expect(found.map(({ name }) => name)).toEqual(['GET']);
    expect(attributesOf(at(found))['http.route']).toBeUndefined();
  });

  it('50 concurrent requests are kept apart', async () => {
    const back = await spy((_request, response) => setTimeout(() => response.end(), Math.random() * 10));
    const spans = record({});
    const url = await start(back.url);
    await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        fetch(`${url}/api/items/${at}`, { headers: { baggage: `session.id=s-${at}` } }),
      ),
    );
    await until(spans, 100);
    expect(servers(spans)).toHaveLength(50);
    for (const span of spans) {
      const { 'session.id': session, 'user.id': user } = attributesOf(span);
      expect(session).toBe(`s-${user}`);
      if (span.kind === 3) expect(attributesOf(span.parent as Span)['session.id']).toBe(session);
    }
  });
});

describe('express', () => {
  async function routeOf(
    build: (app: ExpressRouter, handle: ExpressHandler) => void,
    path: string,
  ): Promise<unknown> {
    const spans = record({});
    const app = express();
    build(app, reply());
    const url = await serve(app);
    await fetch(`${url}${path}`);
    return attributesOf(at(await until(spans, 1)))['http.route'];
  }
  const reply = () =>
    handler(on('GET', '/x'), (_request: unknown, response: ServerResponse) => void response.end());

  it.each<[string, (app: ExpressRouter, handle: ExpressHandler) => void, string, string]>([
    ['a route', (app, handle) => app.get('/x/:id', handle), '/x/1', '/x/:id'],
    ['a regular expression', (app, handle) => app.get(/^\/x\/\d+$/, handle), '/x/1', '/^\\/x\\/\\d+$/'],
    [
      'a router at the root',
      (app, handle) => app.use(express.Router().get('/x/:id', handle)),
      '/x/1',
      '/x/:id',
    ],
    [
      'a router with a parameter',
      (app, handle) => app.use('/users/:user', express.Router().get('/x', handle)),
      '/users/42/x',
      '/users/:user/x',
    ],
    [
      'routers in routers',
      (app, handle) =>
        app.use(
          '/a/:a',
          express.Router().use('/b', express.Router().use('/:c', express.Router().get('/', handle))),
        ),
      '/a/1/b/2/',
      '/a/:a/b/:c',
    ],
    [
      'several mount paths',
      (app, handle) => app.use(['/v1', '/v2/:x'], express.Router().get('/x', handle)),
      '/v2/7/x',
      '/v2/:x/x',
    ],
    [
      'a router that is mounted twice',
      (app, handle) => {
        const router = express.Router().get('/x', handle);
        app.use('/v1', router).use('/v2', router);
      },
      '/v2/x',
      '/v2/x',
    ],
    [
      'an app in an app',
      (app, handle) => app.use('/sub/:x', express().use('/r', express.Router().get('/x', handle))),
      '/sub/9/r/x',
      '/sub/:x/r/x',
    ],
    [
      'a handler that is not ours',
      (app) => {
        app.use(handler<ExpressHandler>(on(), (_request, _response, next) => next()));
        app.get('/plain/:id', (_request, response) => void response.end());
      },
      '/plain/1',
      '/plain/:id',
    ],
  ])('%s', async (_what, build, path, route) => {
    expect(await routeOf(build, path)).toBe(route);
  });

  it('next() runs what follows inside the span, whatever lost the context between', async () => {
    const spans = record({});
    const seen: unknown[] = [];
    const app = express();
    app.use(handler<ExpressHandler>(on(), (_request, _response, next) => setTimeout(next, 1)));
    app.use(express.json());
    const look: ExpressHandler = (_request, _response, next) => {
      seen.push(activeSpan());
      next();
    };
    app.use(look);
    app.post(
      '/x',
      handler(on('POST', '/x'), (_request, response) => {
        seen.push(activeSpan());
        response.end();
      }),
    );
    await fetch(`${await serve(app)}/x`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    const span = at(await until(spans, 1));
    expect(seen[1]).toBe(span);
    expect(span.name).toBe('POST /x');
  });

  it('behind http.createServer, wrapped both', async () => {
    const spans = record({});
    const app = express();
    app.get(
      '/x/:id',
      handler(on('GET', '/x/:id'), (_request, response) => void response.end()),
    );
    await fetch(`${await listening(createServer(handler(SITE, app)))}/x/1`);
    expect((await until(spans, 1)).map(({ name }) => name)).toEqual(['GET /x/:id']);
  });
});

describe('hono', () => {
  it('without Node: the span ends with the outermost handler', async () => {
    const spans = record({});
    const back = await spy();
    const app = honoApp(back.url);
    const response = await app.request('http://localhost/api/items/7', { headers: CARRIER });
    expect(response.status).toBe(200);
    expect(servers(spans).map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
      ['GET /api/items/:id', PARENT],
    ]);
    expect(attributesOf(at(servers(spans)))).toMatchObject({
      'http.response.status_code': 200,
      'user.id': '7',
    });
  });

  it('without Node: what onError answered is the status', async () => {
    const spans = record({});
    await honoApp('').request('/api/fails/boom');
    await honoApp('').request('/api/fails/gone');
    await honoApp('').request('/nowhere');
    expect(spans.map((span) => attributesOf(span)['http.response.status_code'])).toEqual([500, 410, 404]);
    expect(spans.map(({ status }) => status)).toEqual([STATUS_ERROR, STATUS_UNSET, STATUS_UNSET]);
  });

  it('a streamed body on Node ends its span with the last byte', async () => {
    const spans = record({});
    let finish = () => {};
    const app = new Hono();
    app.get(
      '/s',
      handler(
        on('GET', '/s'),
        () =>
          new Response(
            new ReadableStream({
              start(controller) {
                controller.enqueue(new TextEncoder().encode('first'));
                finish = () => controller.close();
              },
            }),
          ),
      ),
    );
    const url = await listening(createAdaptorServer({ fetch: app.fetch }) as ReturnType<typeof createServer>);
    const response = await fetch(`${url}/s`);
    await new Promise((go) => setTimeout(go, 10));
    expect(spans).toHaveLength(0);
    finish();
    await response.text();
    await until(spans, 1);
  });
});

it('fastify.inject, without a socket', async () => {
  const spans = record({});
  const app = fastifyOf();
  app.get(
    '/x/:id',
    handler(on('GET', '/x/:id'), async (_request, reply) => reply.send('ok')),
  );
  expect((await app.inject('/x/1')).body).toBe('ok');
  expect((await until(spans, 1)).map(({ name }) => name)).toEqual(['GET /x/:id']);
  await app.close();
});
