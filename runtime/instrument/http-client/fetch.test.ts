import { createServer } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { attributesOf, record, spanNamed } from '../../../test-fixtures/record.ts';
import { withTrace } from '../../api/with-trace.ts';
import { activeSpan } from '../../core/active-span.ts';
import { CLIENT, STATUS_ERROR, STATUS_UNSET } from '../../trace/span.ts';
import {
  at,
  CARRIER,
  listening,
  runProgram,
  SITE,
  spy,
  TRACE,
  until,
  wireValues,
} from '../instrument.testkit.ts';
import { fetch as wrapFetch } from './fetch.ts';

/** A call as rewritten code makes it. */
const call: typeof fetch = (...args) => wrapFetch(SITE, fetch)(...args);
const inTrace = <T>(fn: () => T): T => withTrace('caller', CARRIER, fn);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the function', () => {
  it('is the same for each call of a line, and its own wrapper', () => {
    const once = wrapFetch(SITE, fetch);
    expect(wrapFetch(SITE, fetch)).toBe(once);
    expect(wrapFetch(SITE, once)).toBe(once);
    expect(once).not.toBe(fetch);
  });

  it('looks like the original', () => {
    const original = async (_input: unknown, _init: unknown) => new Response();
    original.preconnect = 1;
    const wrapper = wrapFetch(SITE, original);
    expect([wrapper.name, wrapper.length, wrapper.preconnect]).toEqual(['original', 2, 1]);
    expect(Object.keys(wrapper)).toEqual(['preconnect']);
    wrapper.preconnect = 2;
    expect(original.preconnect).toBe(2);
    expect(wrapper.constructor.name).toBe('AsyncFunction');
    expect(Object.prototype.isPrototypeOf.call(original, wrapper)).toBe(true);
    expect(String(wrapper)).toBe(String(original));
  });

  it('returns what is no function as it is', () => {
    for (const value of [undefined, null, 0, 'fetch', {}]) expect(wrapFetch(SITE, value)).toBe(value);
  });

  it('does not recurse where the author puts a function around the original', async () => {
    const { url, requests } = await spy();
    const spans = record({});
    const original = wrapFetch(SITE, fetch);
    vi.stubGlobal('fetch', (...args: Parameters<typeof fetch>) => original(...args));
    await inTrace(() => call(url));
    expect(requests).toHaveLength(1);
    expect(spans.map(({ name }) => name)).toEqual(['GET', 'caller']);
    expect(wireValues(at(requests), 'traceparent')).toEqual([
      `00-${TRACE}-${spanNamed(spans, 'GET').spanId}-01`,
    ]);
  });

  it('honours a mock that was installed later, and lets its calls be read', async () => {
    record({});
    const mock = vi.fn(async () => new Response('mocked'));
    vi.stubGlobal('fetch', mock);
    const response = await call('http://localhost:1/');
    expect(await response.text()).toBe('mocked');
    expect(wrapFetch(SITE, fetch)).toHaveBeenCalledTimes(1);
    expect(vi.isMockFunction(wrapFetch(SITE, fetch))).toBe(true);
  });

  it('returns whatever a mock returns', () => {
    const spans = record({});
    for (const value of [undefined, null, 1, {}, { status: 204 }]) {
      vi.stubGlobal('fetch', () => value);
      expect(call('http://localhost:1/')).toBe(value);
    }
    expect(spans).toHaveLength(5);
    expect(attributesOf(at(spans, 4))['http.response.status_code']).toBe(204);
  });

  it('calls a method with its receiver, and the value form with its `this`', () => {
    record({});
    const host = {
      fetch(this: unknown, ...args: unknown[]) {
        return [this, ...args];
      },
    };
    const init = { method: 'POST' };
    expect(wrapFetch(SITE, host, 'fetch')('data:,x', init)).toEqual([host, 'data:,x', init]);
    expect(wrapFetch(SITE, host.fetch).call(7, 'data:,x')).toEqual([7, 'data:,x']);
    expect(() => wrapFetch(SITE, {} as typeof globalThis, 'fetch')('u')).toThrow(TypeError);
  });

  it('stays out of the way of `new`', () => {
    expect(() => Reflect.construct(wrapFetch(SITE, fetch), [])).toThrow(TypeError);
  });
});

describe('nothing to carry', () => {
  it('hands over the very arguments and the very promise', async () => {
    record();
    const promise = Promise.resolve(new Response());
    const mock = vi.fn(() => promise);
    vi.stubGlobal('fetch', mock);
    const init = { headers: {} };
    expect(call('http://localhost:1/', init)).toBe(promise);
    expect((mock.mock.calls as unknown[][])[0]?.[1]).toBe(init);
  });

  it.each([
    'data:text/plain,x',
    'blob:nodedata:1',
    'file:///x',
    'no url',
    '',
  ])('leaves %j alone', async (url) => {
    const spans = record({});
    const mock = vi.fn(async (..._args: unknown[]) => new Response());
    vi.stubGlobal('fetch', mock);
    await inTrace(() => call(url, { headers: {} }));
    expect(mock.mock.calls).toEqual([[url, { headers: {} }]]);
    expect(spans.map(({ name }) => name)).toEqual(['caller']);
  });
});

describe('the span', () => {
  it('is a CLIENT span by the conventions', async () => {
    const { url } = await spy((_request, response) => response.writeHead(201).end());
    const spans = record({});
    await inTrace(() => call(`${url}/a/1?x=1&sig=secret&key=k#top`, { method: 'post' }));
    const span = spanNamed(spans, 'POST');
    expect(span.kind).toBe(CLIENT);
    expect(span.parent).toBe(spanNamed(spans, 'caller'));
    expect(span.status).toBe(STATUS_UNSET);
    expect(attributesOf(span)).toEqual({
      'http.request.method': 'POST',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(url).port),
      'url.full': `${url}/a/1?x=1&sig=REDACTED&key=REDACTED#top`,
      'http.response.status_code': 201,
      'code.file.path': 'src/app.ts',
      'code.line.number': 1,
      'code.function.name': 'main',
      'session.id': 's-1',
      'user.id': 'u 1',
    });
  });

  it('is the root of a trace where none is active', async () => {
    const { url, requests } = await spy();
    const spans = record({});
    await call(url);
    expect(spans).toHaveLength(1);
    const span = at(spans);
    expect(wireValues(at(requests), 'traceparent')).toEqual([`00-${span.trace.traceId}-${span.spanId}-03`]);
  });

  it.each([
    ['GET', undefined, 'GET', 'GET', undefined],
    ['patch is not what PATCH is', 'patch', 'HTTP', '_OTHER', 'patch'],
    ['PATCH', 'PATCH', 'PATCH', 'PATCH', undefined],
    ['QUERY', 'QUERY', 'QUERY', 'QUERY', undefined],
    ['of the author', 'PURGE', 'HTTP', '_OTHER', 'PURGE'],
  ])('method: %s', async (_what, method, name, known, original) => {
    const spans = record({});
    vi.stubGlobal('fetch', async () => new Response());
    await call('https://api.example.com/', method === undefined ? undefined : { method });
    expect(spans[0]?.name).toBe(name);
    const attributes = attributesOf(at(spans));
    expect([attributes['http.request.method'], attributes['http.request.method_original']]).toEqual([
      known,
      original,
    ]);
    expect([attributes['server.address'], attributes['server.port']]).toEqual(['api.example.com', 443]);
  });

  it('keeps credentials out of url.full', async () => {
    const spans = record({});
    vi.stubGlobal('fetch', async () => new Response());
    await call(
      'https://me:pa%40ss@s3.example.com/k?X-Amz-Signature=a&X-Amz-Credential=b&X-Amz-Security-Token=c&x=1',
    );
    await call('https://me@example.com/k?X-Goog-Signature=a&monkey=1&access_token=t#f');
    expect(spans.map((span) => attributesOf(span)['url.full'])).toEqual([
      'https://REDACTED:REDACTED@s3.example.com/k?X-Amz-Signature=REDACTED&X-Amz-Credential=REDACTED&X-Amz-Security-Token=REDACTED&x=1',
      'https://REDACTED:REDACTED@example.com/k?X-Goog-Signature=REDACTED&monkey=1&access_token=REDACTED#f',
    ]);
  });

  it.each([404, 500])('%i is an error', async (status) => {
    const { url } = await spy((_request, response) => response.writeHead(status).end());
    const spans = record({});
    await call(url);
    expect(spans[0]).toMatchObject({ status: STATUS_ERROR, statusMessage: '' });
    expect(attributesOf(at(spans))).toMatchObject({
      'http.response.status_code': status,
      'error.type': String(status),
    });
  });

  it('ends when the headers are read, whoever reads the body', async () => {
    const { url } = await spy((_request, response) => response.writeHead(200).write('first'));
    const spans = record({});
    const response = await call(url);
    expect(spans).toHaveLength(1);
    await response.body?.cancel();
  });

  it('says why nothing was answered, and passes the same error', async () => {
    const closed = createServer();
    const url = await listening(closed);
    closed.close();
    const spans = record({});
    const error = await call(url).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TypeError);
    expect(spans[0]?.status).toBe(STATUS_ERROR);
    expect(attributesOf(at(spans))['error.type']).toBe('ECONNREFUSED');
    expect(spans[0]?.statusMessage).toMatch(/^fetch failed: connect ECONNREFUSED/);
    const own = { not: 'an error' };
    vi.stubGlobal('fetch', () => Promise.reject(own));
    expect(await call(url).catch((caught: unknown) => caught)).toBe(own);
    vi.stubGlobal('fetch', () => {
      throw own;
    });
    let thrown: unknown;
    try {
      call(url);
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toBe(own);
    expect(spans.map(({ status }) => status)).toEqual([STATUS_ERROR, STATUS_ERROR, STATUS_ERROR]);
  });

  it.each<[string, (controller: AbortController) => void, number, string | undefined]>([
    ['abort()', (controller) => controller.abort(), STATUS_UNSET, undefined],
    ['abort(reason)', (controller) => controller.abort(new Error('enough')), STATUS_UNSET, undefined],
    ['a timeout', (c) => c.abort(new DOMException('late', 'TimeoutError')), STATUS_ERROR, 'TimeoutError'],
  ])('%s', async (_what, abort, status, type) => {
    const { url } = await spy(() => {});
    const spans = record({});
    const controller = new AbortController();
    const promise = call(url, { signal: controller.signal });
    setTimeout(abort, 20, controller);
    const error = await promise.catch((caught: unknown) => caught);
    expect(error).toBe(controller.signal.reason);
    expect(spans[0]?.status).toBe(status);
    expect(attributesOf(at(spans))['error.type']).toBe(type);
  });

  it('survives an error whose getters throw', async () => {
    const spans = record({});
    const hostile = {
      get name() {
        throw new Error('mine');
      },
    };
    vi.stubGlobal('fetch', () => Promise.reject(hostile));
    expect(await call('http://localhost/').catch((caught: unknown) => caught)).toBe(hostile);
    expect(spans).toHaveLength(1);
  });

  it('does not become the context of what follows', async () => {
    const { url } = await spy();
    record({});
    await inTrace(async () => {
      const outer = activeSpan();
      const response = call(url);
      expect(activeSpan()).toBe(outer);
      await response;
      expect(activeSpan()).toBe(outer);
    });
  });
});

describe('promises', () => {
  const program = (baggage: string, statement: string) => `
    import { createServer } from 'node:http';
    import { fetch as wrapFetch } from './instrument/http-client/fetch.ts';
    import { init } from './api/lifecycle.ts';
    import { withTrace } from './api/with-trace.ts';
    await init({ endpoint: 'http://127.0.0.1:1' });
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((go) => server.on('listening', go));
    const { port } = server.address();
    await new Promise((go) => server.close(go));
    const seen = [];
    process.on('unhandledRejection', (error) => seen.push(error.message));
    const call = () => withTrace('x', { traceparent: '${CARRIER.traceparent}', baggage: '${baggage}' }, () => void ($promise = wrapFetch('a:1:1#', fetch)('http://127.0.0.1:' + port)));
    let $promise;
    call();
    ${statement}
    await new Promise((go) => setTimeout(go, 100));
    console.log(JSON.stringify(seen));
    process.exit(0);
  `;

  it.each([
    ['', ''],
    [' with an identity', 'a=1'],
  ])('a floating rejection is told once, a handled one is not%s', async (_what, baggage) => {
    expect(await runProgram(program(baggage, ''))).toBe('["fetch failed"]');
    expect(await runProgram(program(baggage, '$promise.catch(() => {});'))).toBe('[]');
    expect(await runProgram(program(baggage, 'await $promise.catch(() => {});'))).toBe('[]');
  });

  it("are the platform's own", async () => {
    record({});
    const promise = Promise.resolve(new Response());
    vi.stubGlobal('fetch', () => promise);
    expect(call('https://api.example.com/')).toBe(promise);
    expect(await promise).toBeInstanceOf(Response);
  });
});

it('isolates 200 concurrent calls', async () => {
  const { url, requests } = await spy((_request, response) =>
    setTimeout(() => response.end(), Math.random() * 20),
  );
  const spans = record({});
  await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      withTrace(`caller ${at}`, { carrier: { baggage: `session.id=s-${at}` } }, () => call(`${url}/${at}`)),
    ),
  );
  await until(spans, 400);
  for (const request of requests) {
    const [, , spanId] = at(wireValues(request, 'traceparent')).split('-');
    const span = at(spans.filter((each) => each.spanId === spanId));
    const number = request.url?.slice(1);
    expect(wireValues(request, 'baggage')).toEqual([`session.id=s-${number}`]);
    expect(span.parent?.name).toBe(`caller ${number}`);
    expect(attributesOf(span)).toMatchObject({ 'url.full': `${url}/${number}`, 'session.id': `s-${number}` });
  }
});
