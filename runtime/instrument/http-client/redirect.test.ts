import { afterEach, describe, expect, it, vi } from 'vitest';
import { record } from '../../../test-fixtures/record.ts';
import { withTrace } from '../../api/with-trace.ts';
import { STATUS_UNSET } from '../../trace/span.ts';
import { at, CARRIER, SITE, spy, TRACE } from '../instrument.testkit.ts';
import { fetch as wrapFetch } from './fetch.ts';

const call: typeof fetch = (...args) => wrapFetch(SITE, fetch)(...args);
const inTrace = <T>(fn: () => T): T => withTrace('caller', CARRIER, fn);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('redirects', () => {
  /** Redirects once to another origin of this machine, or within its own. */
  async function redirecting(status: number, to: 'away' | 'home' | 'away, by way of home') {
    const target = await spy(undefined, 'localhost');
    const front = await spy((request, response) => {
      if (request.url === '/landed') return void response.end('ok');
      const away = to === 'away' || request.url === '/second';
      const location = away ? `${target.url}/x` : to === 'home' ? '/landed' : '/second';
      response.writeHead(status, { location }).end('moved');
    });
    return { target, front };
  }
  /** Only the first of the two origins may see identities. */
  const only = (url: string) => record({ propagateTo: new URL(url).host });

  it.each([
    301, 302, 303, 307, 308,
  ])('%i to another origin does not take the baggage along', async (status) => {
    const { target, front } = await redirecting(status, 'away');
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const spans = only(front.url);
    const init = { method: 'POST', body: 'x', headers: { authorization: 'mine', 'x-own': '1' } };
    const response = await inTrace(() => call(`${front.url}/a`, init));
    expect(front.requests[0]?.headers.baggage).toBe(CARRIER.baggage);
    const landed = at(target.requests);
    expect(landed.headers).toMatchObject({ 'x-own': '1', traceparent: expect.stringContaining(TRACE) });
    expect(landed.headers.baggage).toBeUndefined();

    target.requests.length = 0;
    const plain = await fetch(`${front.url}/a`, init);
    const shown = (it: Response) => [it.redirected, it.url, it.status, it.type, it.ok];
    expect(shown(response)).toEqual(shown(plain));
    expect(shown(response.clone())).toEqual(shown(plain.clone()));
    expect(await response.text()).toBe(await plain.text());
    const { traceparent, tracestate, ...headers } = landed.headers;
    expect(headers).toEqual(target.requests[0]?.headers);
    expect(landed.method).toBe(target.requests[0]?.method);
    expect(spans.map(({ name }) => name)).toEqual(['POST', 'caller']);
  });

  it('at home keep the baggage', async () => {
    const { front } = await redirecting(302, 'home');
    only(front.url);
    const response = await inTrace(() => call(front.url));
    expect(front.requests.map(({ headers }) => headers.baggage)).toEqual([CARRIER.baggage, CARRIER.baggage]);
    expect([response.redirected, response.url]).toEqual([true, `${front.url}/landed`]);
  });

  it('by way of home do not leak either', async () => {
    const { target, front } = await redirecting(307, 'away, by way of home');
    only(front.url);
    const request = new Request(front.url, { headers: { 'x-own': '1' } });
    const response = await inTrace(() => call(request));
    expect(await response.text()).toBe('ok');
    expect(front.requests.map(({ headers }) => headers.baggage)).toEqual([CARRIER.baggage, CARRIER.baggage]);
    expect(target.requests[0]?.headers.baggage).toBeUndefined();
    expect(target.requests[0]?.headers['x-own']).toBe('1');
  });

  it('of a Request with a body carry no baggage at all', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { target, front } = await redirecting(307, 'away');
    only(front.url);
    await inTrace(() => call(new Request(front.url, { method: 'POST', body: 'x' })));
    expect([...front.requests, ...target.requests].map(({ headers }) => headers.baggage)).toEqual([
      undefined,
      undefined,
    ]);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['GET', undefined],
    ['PUT', 'x'],
  ])('of a Request as init (%s) are followed as they were', async (method, body) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { target, front } = await redirecting(302, 'away');
    only(front.url);
    const init = () =>
      new Request('http://proxy/', { method, body: body ?? null, headers: { 'x-own': '1' } });
    const ours = await inTrace(() => call(front.url, init())).catch((error: unknown) => String(error));
    const theirs = await fetch(front.url, init()).catch((error: unknown) => String(error));
    const shown = (it: unknown) => (it instanceof Response ? [it.status, it.url, it.redirected] : it);
    expect(shown(ours)).toEqual(shown(theirs));
    expect(front.requests[0]?.headers.baggage).toBe(method === 'GET' ? CARRIER.baggage : undefined);
    expect(target.requests.map(({ headers, method }) => [method, headers.baggage, headers['x-own']])).toEqual(
      target.requests.map(({ method }) => [method, undefined, '1']),
    );
  });

  it.each(['manual', 'error'] as const)('left to the caller (%s) stay so', async (redirect) => {
    const { front } = await redirecting(302, 'away');
    only(front.url);
    const outcome = await inTrace(() => call(front.url, { redirect })).catch((error: unknown) => error);
    expect(front.requests[0]?.headers.baggage).toBe(CARRIER.baggage);
    if (redirect === 'manual') expect(outcome).toMatchObject({ status: 302, redirected: false });
    else expect(outcome).toBeInstanceOf(TypeError);
  });

  it.each<[string, string, RequestInit]>([
    ['a loop', '/again', {}],
    ['another scheme', 'ftp://localhost/', {}],
    ['no URL', 'http://', {}],
    ['a stream that cannot be sent again', '/again', { method: 'POST', duplex: 'half' } as RequestInit],
  ])('that cannot be followed fail as they did: %s', async (what, location, init) => {
    const { url } = await spy((request, response) => {
      request.resume();
      response.writeHead(307, { location }).end();
    });
    only(url);
    const body = () => (what.startsWith('a stream') ? { body: new Blob(['x']).stream() } : {});
    const ours = await inTrace(() => call(url, { ...init, ...body() })).catch((error: unknown) => error);
    const theirs = await fetch(url, { ...init, ...body() }).catch((error: unknown) => error);
    expect(ours).toBeInstanceOf(TypeError);
    expect(String(ours)).toBe(String(theirs));
    expect((ours as Error).cause).toBeInstanceOf(Error);
  });

  it('a redirect without a location is an answer', async () => {
    const { url } = await spy((_request, response) => response.writeHead(302).end('here'));
    only(url);
    const response = await inTrace(() => call(url));
    expect([response.status, response.redirected, await response.text()]).toEqual([302, false, 'here']);
  });

  it('can be called off between two hops', async () => {
    const controller = new AbortController();
    const { url, requests } = await spy((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/slow' }).end();
      else setTimeout(() => controller.abort(), 10);
    });
    const spans = only(url);
    const error = await inTrace(() => call(url, { signal: controller.signal })).catch((it: unknown) => it);
    expect(error).toBe(controller.signal.reason);
    expect(requests).toHaveLength(2);
    expect(spans[0]?.status).toBe(STATUS_UNSET);
  });
});
