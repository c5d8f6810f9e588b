import { afterEach, describe, expect, it, vi } from 'vitest';
import { record } from '../../../test-fixtures/record.ts';
import { Observe } from '../../api/observe.ts';
import { withTrace } from '../../api/with-trace.ts';
import { runWithSpan } from '../../core/active-span.ts';
import { endSpan } from '../../core/end-span.ts';
import { startRoot } from '../../core/tracer.ts';
import { parseCarrier } from '../../propagation/carrier.ts';
import { SERVER, type Span } from '../../trace/span.ts';
import { at, CARRIER, SITE, spy, TRACE, wireValues } from '../instrument.testkit.ts';
import { fetch as wrapFetch } from './fetch.ts';

const call: typeof fetch = (...args) => wrapFetch(SITE, fetch)(...args);
const inTrace = <T>(fn: () => T): T => withTrace('caller', CARRIER, fn);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('headers', () => {
  const sent = (span: Span) => [`00-${TRACE}-${span.spanId}-01`, CARRIER.tracestate, CARRIER.baggage];

  it.each<[string, (url: string) => Parameters<typeof fetch>]>([
    ['a string', (url) => [url]],
    ['a URL', (url) => [new URL(url)]],
    ['a Request', (url) => [new Request(url, { headers: { a: '1' } })]],
    ['a Request and init', (url) => [new Request(url, { headers: { b: '1' } }), { headers: { a: '1' } }]],
    [
      'a Request and init without headers',
      (url) => [new Request(url, { headers: { a: '1' } }), { cache: 'no-store' }],
    ],
    ['a record', (url) => [url, { headers: { a: '1' } }]],
    ['Headers', (url) => [url, { headers: new Headers({ a: '1' }) }]],
    ['pairs', (url) => [url, { headers: [['a', '1']] }]],
    ['a Map', (url) => [url, { headers: new Map([['a', '1']]) as never }]],
    [
      'a Request as init',
      (url) => [url, new Request('http://other/', { headers: { a: '1' }, method: 'PUT' })],
    ],
  ])('of %s', async (what, args) => {
    const { url, requests } = await spy();
    const spans = record({});
    const given = args(`${url}/p`);
    await inTrace(() => call(...given));
    const request = at(requests);
    const span = at(spans);
    expect(['traceparent', 'tracestate', 'baggage'].map((name) => wireValues(request, name))).toEqual(
      sent(span).map((value) => [value]),
    );
    expect(request.url).toBe('/p');
    if (!/string|URL/.test(what)) expect(request.headers.a).toBe('1');
    expect(request.headers.b).toBeUndefined();
    expect(request.method).toBe(what.endsWith('as init') ? 'PUT' : 'GET');
  });

  it('never touches what it was given', async () => {
    const { url } = await spy();
    record({});
    const headers = Object.freeze({ a: '1' });
    const init = Object.freeze({ method: 'POST', body: 'x', headers });
    await inTrace(() => call(url, init));
    const own = new Headers({ a: '1' });
    const request = new Request(url, { headers: own });
    await inTrace(() => call(url, { headers: own }));
    await inTrace(() => call(request));
    expect([...own]).toEqual([['a', '1']]);
    expect([...request.headers]).toEqual([['a', '1']]);
  });

  it.each<[string, HeadersInit]>([
    ['a record', { Traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }],
    ['Headers', new Headers({ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` })],
    ['pairs', [['traceParent', `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`]]],
  ])("keep the caller's own traceparent: %s", async (_what, headers) => {
    const { url, requests } = await spy();
    const spans = record({});
    await inTrace(() => call(url, { headers }));
    expect(wireValues(at(requests), 'traceparent')).toEqual([`00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`]);
    expect(requests[0]?.headers.tracestate).toBeUndefined();
    expect(requests[0]?.headers.baggage).toBeUndefined();
    expect(spans).toHaveLength(2);
  });

  it("keep the caller's own baggage", async () => {
    const { url, requests } = await spy();
    const spans = record({});
    await inTrace(() => call(url, { headers: { Baggage: 'mine=1' } }));
    expect(wireValues(at(requests), 'baggage')).toEqual(['mine=1']);
    expect(wireValues(at(requests), 'traceparent')).toEqual([sent(at(spans))[0]]);
  });

  it('of a reverse proxy name the hop between', async () => {
    const { url, requests } = await spy();
    const spans = record({});
    const incoming = new Request('http://front/', { headers: CARRIER });
    const root = startRoot('GET', SERVER, parseCarrier(CARRIER));
    runWithSpan(root, () => Observe.setAttribute('user.id', 'own'));
    await runWithSpan(root, () => call(url, incoming));
    await runWithSpan(root, () => call(new Request(url, incoming)));
    endSpan(root);
    const [first, second] = [at(spans), at(spans, 1)];
    expect(wireValues(at(requests), 'traceparent')).toEqual([`00-${TRACE}-${first.spanId}-01`]);
    expect(wireValues(at(requests, 1), 'traceparent')).toEqual([`00-${TRACE}-${second.spanId}-01`]);
    for (const request of requests)
      expect(wireValues(request, 'baggage')).toEqual(['session.id=s-1,user.id=own']);
  });

  it('leave the body alone', async () => {
    const bodies: string[] = [];
    const { url } = await spy(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      bodies.push(text);
      response.end();
    });
    record({});
    const stream = new Blob(['streamed']).stream();
    await inTrace(() => call(url, { method: 'POST', body: stream, duplex: 'half' } as RequestInit));
    await inTrace(() => call(new Request(url, { method: 'POST', body: 'in a request' })));
    const form = new FormData();
    form.set('a', '1');
    await inTrace(() => call(url, { method: 'POST', body: form }));
    expect(bodies[0]).toBe('streamed');
    expect(bodies[1]).toBe('in a request');
    expect(bodies[2]).toMatch(/name="a"/);
  });

  it('are not added to what cannot be read or copied', async () => {
    record({});
    const seen: unknown[][] = [];
    vi.stubGlobal('fetch', async (...args: unknown[]) => {
      seen.push(args);
      return new Response();
    });
    class Options {
      get headers() {
        return {};
      }
    }
    const options = new Options();
    const generated = { headers: (function* () {})() as never };
    const hostile = {
      get headers(): never {
        throw new Error('mine');
      },
    };
    await inTrace(() => call('http://localhost/', options));
    await inTrace(() => call('http://localhost/', generated));
    await inTrace(() => call('http://localhost/', hostile));
    await inTrace(() => call('http://localhost/', null as never));
    expect(seen.map(([, init]) => typeof init)).toEqual(Array(4).fill('object'));
    expect(seen[0]?.[1]).toBe(options);
    expect(seen[1]?.[1]).toBe(generated);
    expect(seen[2]?.[1]).toBe(hostile);
  });

  it('to LLM hosts are none, to foreign hosts ids alone', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    record({});
    const seen: unknown[] = [];
    vi.stubGlobal('fetch', async (_url: string, init?: RequestInit) => {
      seen.push(Object.keys(init?.headers ?? {}));
      return new Response();
    });
    await inTrace(() => call('https://api.openai.com/v1/x'));
    await inTrace(() => call('https://api.example.com/'));
    await inTrace(() => call('http://service-b:3000/'));
    expect(seen).toEqual([[], ['traceparent', 'tracestate'], ['traceparent', 'tracestate', 'baggage']]);
    expect(warn).toHaveBeenCalledTimes(0); // what came from outside is nothing that the author could send
  });

  it('pass on what came, where the program records nothing', async () => {
    const { url, requests } = await spy();
    const spans = record();
    await inTrace(() => call(url));
    expect(wireValues(at(requests), 'traceparent')).toEqual([CARRIER.traceparent]);
    expect(wireValues(at(requests), 'baggage')).toEqual([CARRIER.baggage]);
    expect(spans).toHaveLength(0);
  });
});
