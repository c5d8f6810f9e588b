import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { attributesOf, record } from '../../../../test-fixtures/record.ts';
import { shutdown } from '../../../api/lifecycle.ts';
import { activeSpan } from '../../../core/active-span.ts';
import { endSpan, startSpan } from '../../../core/tracer.ts';
import { INTERNAL, SERVER, type Span } from '../../../trace/span.ts';
import { handler } from '../handler.ts';
import { wrapEntries } from '../workers.ts';
import { failure, middleware } from './failure.ts';
import { procedure, resolvers } from './procedures.ts';
import { served } from './served.ts';
import { enterTick, work } from './work.ts';

const PARENT = 'b7ad6b7169203331';
const CARRIER = { traceparent: `00-0af7651916cd43dd8448eb211c80319c-${PARENT}-01` };
let spans: Span[] = [];

beforeEach(() => {
  spans = record({});
});
afterAll(() => shutdown());

const asked = (path = '/x/1') => new Request(`http://api.test${path}`, { headers: CARRIER });
const inside = (name: string): void => endSpan(startSpan(name, INTERNAL));
const shape = () => spans.map(({ name, kind, parentSpanId }) => [name, kind, parentSpanId === PARENT]);

describe('served', () => {
  it('keeps the object, and its functions open the span of their request, by the route', async () => {
    const show = async (_request: Request) => Response.json(1);
    const options = {
      fetch: (_request: Request) => new Response('all'),
      routes: {
        '/x/:id': show,
        '/y': { POST: (_request: Request) => new Response('y') },
        '/*': show,
        '/z': 1,
      },
      websocket: { message: (_socket: object, _text: string) => inside('in a message') },
    };
    expect(served('a.ts:1:1#', options)).toBe(options);
    expect([options.routes['/x/:id'].name, options.routes['/x/:id'].length, options.routes['/z']]).toEqual([
      'show',
      1,
      1,
    ]);
    await options.routes['/x/:id'](asked());
    await options.routes['/*'](asked());
    options.routes['/y'].POST(asked('/y'));
    options.fetch(asked());
    options.websocket.message({}, 'hi');
    expect(shape()).toEqual([
      ['GET /x/:id', SERVER, true],
      ['GET', SERVER, true],
      ['GET /y', SERVER, true],
      ['GET', SERVER, true],
      ['in a message', INTERNAL, false],
      ['websocket message', SERVER, false],
    ]);
  });

  it('throws what was thrown, with the status that the platform answers', () => {
    const error = new RangeError('mine');
    const fetch = served('a.ts:1:1#', (_request: Request) => {
      throw error;
    });
    expect(() => fetch(asked())).toThrow(error);
    expect(attributesOf(spans[0] as Span)).toMatchObject({
      'http.response.status_code': 500,
      'error.type': 'RangeError',
    });
  });
});

describe('the span lasts as long as the answer', () => {
  async function* words(fails = false) {
    yield 'a ';
    inside('while it streams');
    if (fails) throw new Error('broke');
    yield 'b';
  }
  const streamOf = (pieces: AsyncGenerator<string>) =>
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(new TextEncoder().encode(value));
      },
    });
  const worker = (body: () => unknown, headers = {}) =>
    wrapEntries('w.ts:1:1#fetch', {
      fetch: async (_request: Request) => new Response(body() as BodyInit, { status: 201, headers }),
    });

  it('until it is read', async () => {
    const response = await worker(() => streamOf(words())).fetch(asked());
    expect(spans).toEqual([]);
    expect([await response.text(), response.status]).toEqual(['a b', 201]);
    expect(shape()).toEqual([
      ['while it streams', INTERNAL, false],
      ['GET', SERVER, true],
    ]);
  });

  it('until it is cancelled', async () => {
    const response = await worker(() => streamOf(words())).fetch(asked());
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    expect(spans.map(({ name }) => name)).toContain('GET');
  });

  it('until it breaks', async () => {
    const response = await worker(() => streamOf(words(true))).fetch(asked());
    await expect(response.text()).rejects.toThrow('broke');
    expect(attributesOf(spans.at(-1) as Span)).toMatchObject({ 'error.type': 'Error' });
  });

  it.each<[string, () => unknown, object]>([
    ['a text', () => 'text', {}],
    ['nothing', () => null, {}],
    ['a known length', () => streamOf(words()), { 'content-length': '3' }],
  ])('%s is the very response', async (_what, body, headers) => {
    let made: Response | undefined;
    const { fetch } = wrapEntries('w.ts:1:1#fetch', {
      fetch: (_request: Request) => {
        made = new Response(body() as BodyInit, { headers: headers as HeadersInit });
        return made;
      },
    });
    expect(fetch(asked())).toBe(made);
    expect(spans).toHaveLength(1);
  });
});

describe('what a request asks for', () => {
  const ask = <T>(run: () => T) => handler('a.ts:1:1#', (_request: Request) => run())(asked('/graphql'));

  it('procedures are on its span, each once', async () => {
    const query = procedure('r.ts:4:1#', async ({ input }: { input: number; path: string }) => input + 1);
    const results = await ask(() => Promise.all(['a.b', 'c', 'c'].map((path) => query({ input: 1, path }))));
    expect(results).toEqual([2, 2, 2]);
    expect(spans.map(({ name }) => name)).toEqual(['GET /graphql']);
    expect(attributesOf(spans[0] as Span)).toMatchObject({
      'rpc.system.name': 'trpc',
      'rpc.method': 'a.b,c',
    });
  });

  it('without a request a procedure is a root, and what is none is just called', () => {
    const query = procedure('r.ts:4:1#', (_options: object) => inside('in it'));
    query({ path: ['a', 'b'] });
    query({});
    expect(spans.map(({ name }) => name)).toEqual(['in it', 'a.b', 'in it']);
  });

  it('operations are, and the resolvers stay in their object', async () => {
    const map = {
      Query: { ask: (_parent: unknown, { id }: { id: number }, _context: unknown, _info: object) => id },
      Subscription: { ticks: { subscribe: () => 1 } },
      Answer: { text: () => 'x' },
    };
    const { text } = map.Answer;
    expect(resolvers('s.ts:2:1#', map)).toBe(map);
    expect(map.Answer.text).toBe(text);
    const once = map.Query.ask;
    resolvers('s.ts:9:1#', map);
    expect([map.Query.ask === once, once.name, once.length]).toEqual([true, 'ask', 4]);
    const info = { operation: { operation: 'query', name: { value: 'Ask' } } };
    expect(ask(() => map.Query.ask(null, { id: 7 }, {}, info))).toBe(7);
    expect(attributesOf(spans[0] as Span)).toMatchObject({
      'http.route': '/graphql',
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Ask',
    });
  });

  it.each([
    [undefined],
    [null],
    ['typeDefs'],
    [Object.freeze({ Query: Object.freeze({ a: () => 1 }) })],
  ])('%s is no map of resolvers, and comes back', (value) =>
    expect(resolvers('s.ts:2:1#', value)).toBe(value));
});

describe('failures', () => {
  it("an error handler's error is its request's", () => {
    const onError = (error: Error, _request: object, _response: object, _next: object) => error.message;
    const wrapped = middleware('a.ts:1:1#', onError);
    expect([wrapped.length, wrapped.name, failure('a.ts:1:1#', 5)]).toEqual([4, 'onError', 5]);
    handler('a.ts:1:1#', (_request: Request) => {
      wrapped(new TypeError('mine'), {}, {}, {});
      return new Response(null, { status: 500 });
    })(asked());
    expect(attributesOf(spans[0] as Span)['error.type']).toBe('TypeError');
  });

  it('an application stays itself, however many parameters it has', () => {
    const application = Object.assign((_request: object, _response: object) => {}, { handle: () => {} });
    expect(middleware('a.ts:1:1#', application)).toBe(application);
  });
});

describe('work', () => {
  it('is a root of its own where something in it is traced, and keeps the function', () => {
    const onMessage = function (this: unknown, text: string) {
      if (text !== '') inside(text);
      return this;
    };
    const wrapped = work('a.ts:1:1#?span=message', onMessage);
    const self = {};
    expect([wrapped.call(self, ''), wrapped.call(self, 'said')]).toEqual([self, self]);
    expect([wrapped.name, wrapped.length]).toEqual(['onMessage', 1]);
    expect(shape()).toEqual([
      ['said', INTERNAL, false],
      ['message', SERVER, false],
    ]);
  });

  it('is a part of the request that runs', () => {
    const listen = work('a.ts:1:1#?span=slack hello', () => activeSpan()?.name);
    expect(handler('a.ts:1:1#', (_request: Request) => listen())(asked())).toBe('GET');
    const tick = handler('a.ts:1:1#', (_request: Request) => {
      const scope = enterTick('a.ts:2:1#', 0);
      const name = activeSpan()?.name;
      scope.exit();
      return name;
    });
    expect(tick(asked())).toBe('GET');
  });
});
