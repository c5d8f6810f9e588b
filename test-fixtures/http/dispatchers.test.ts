/** Dispatchers of undici in whose events the active span is somebody else's, and what a site makes of them. */
import 'onetrace/floor';
import { Writable } from 'node:stream';
import { stats } from 'onetrace';
import { fetch as site } from 'onetrace/inject';
import * as undici from 'undici-7';
import { afterEach, describe, expect, it } from 'vitest';
import { record } from '../record.ts';
import type { Send } from './clients.ts';
import { together, USERS } from './users.ts';

const { Agent, Pool, RetryAgent } = undici;
const { redirect, cache } = undici.interceptors;

const bounded = (): undici.Agent => new Agent({ connections: 4 });
const retrying = (): undici.RetryAgent => new RetryAgent(bounded(), { minTimeout: 5 });
const redirecting = (): undici.Dispatcher => bounded().compose(redirect({ maxRedirections: 3 }));

const original = undici.getGlobalDispatcher();
afterEach(() => undici.setGlobalDispatcher(original));

/** One dispatcher for all users. */
const sharing = (make: () => undici.Dispatcher, call: (dispatcher: undici.Dispatcher) => Send): Send =>
  call(make());

const siteCall =
  (dispatcher?: undici.Dispatcher): Send =>
  async (url, headers) =>
    (
      await site('src/app.ts:1:1#main', fetch)(url, { headers, ...(dispatcher && { dispatcher }) } as object)
    ).text();

describe('a site', () => {
  const KINDS = { bounded, retrying, redirecting };
  const PATHS = { '/x': 1, '/again': 2, '/moved': 2 };
  const cases = Object.entries(KINDS).flatMap(([name, make]) =>
    Object.entries(PATHS)
      .filter(([path]) => path !== '/again' || name === 'retrying')
      .map(([path, times]) => ({ name, make, path, times })),
  );

  it.each(cases)('with a dispatcher of its own, $name, $path', async ({ make, path, times }) => {
    record({});
    const tally = await together(siteCall(make()), path);
    expect(tally).toEqual({ requests: USERS * times, linked: USERS * times, wrong: 0, doubled: 0 });
  });

  it.each(cases)('with such a one for all, $name, $path', async ({ make, path, times }) => {
    undici.setGlobalDispatcher(make());
    record({});
    const tally = await together(siteCall(), path);
    expect(tally).toEqual({ requests: USERS * times, linked: USERS * times, wrong: 0, doubled: 0 });
  });

  it('whose attempts are sent by others is one span, with an event for each further one', async () => {
    const spans = record({});
    await together(siteCall(retrying()), '/again');
    const clients = spans.filter(({ kind }) => kind === 3);
    expect(clients).toHaveLength(USERS);
    for (const { events } of clients) expect(events).toMatchObject([{ name: 'http.resend' }]);
  });
});

describe('without a site', () => {
  const PROVEN: Readonly<Record<string, Send>> = {
    'undici.request': sharing(
      bounded,
      (dispatcher) => async (url, headers) =>
        (await undici.request(url, { headers, dispatcher })).body.text(),
    ),
    'undici.stream': sharing(
      bounded,
      (dispatcher) => (url, headers) =>
        undici.stream(
          url,
          { headers, dispatcher, method: 'GET' },
          () => new Writable({ write: (_c, _e, done) => done() }),
        ),
    ),
    'undici.request, cache': sharing(
      () => new Agent().compose(cache()),
      (dispatcher) => async (url, headers) =>
        (await undici.request(url, { headers, dispatcher })).body.text(),
    ),
  };

  it.each(Object.entries(PROVEN))('%s knows its caller', async (_name, send) => {
    record({});
    expect(await together(send)).toEqual({ requests: USERS, linked: USERS, wrong: 0, doubled: 0 });
  });

  it('a pool of the origin knows its callers', async () => {
    record({});
    let pool: undici.Pool | undefined;
    const tally = await together(async (url, headers) => {
      pool ??= new Pool(new URL(url).origin, { connections: 4 });
      return (await pool.request({ path: '/x', method: 'GET', headers })).body.text();
    });
    expect(tally).toEqual({ requests: USERS, linked: USERS, wrong: 0, doubled: 0 });
  });

  const UNPROVEN: Readonly<Record<string, Send>> = {
    'fetch, bounded': sharing(
      bounded,
      (dispatcher) => async (url, headers) => (await undici.fetch(url, { headers, dispatcher })).text(),
    ),
    'fetch, redirecting': sharing(
      redirecting,
      (dispatcher) => async (url, headers) => (await undici.fetch(url, { headers, dispatcher })).text(),
    ),
    'raw dispatch': sharing(
      bounded,
      (dispatcher) => (url, headers) =>
        new Promise((resolve, reject) =>
          dispatcher.dispatch(
            { origin: new URL(url).origin, path: '/x', method: 'GET', headers },
            {
              onConnect() {},
              onHeaders: () => true,
              onData: () => true,
              onComplete: resolve,
              onError: reject,
            },
          ),
        ),
    ),
  };

  it.each(
    Object.entries(UNPROVEN),
  )('%s gets nothing that is not proven, and is counted', async (_name, send) => {
    record({});
    const before = stats().unlinked.caller_unknown;
    const { requests, linked, wrong, doubled } = await together(send);
    expect({ wrong, doubled }).toEqual({ wrong: 0, doubled: 0 });
    expect(linked).toBeLessThan(requests);
    expect(stats().unlinked.caller_unknown - before).toBe(requests - linked);
  });

  it('retries get nothing that is not proven', async () => {
    record({});
    const dispatcher = retrying();
    const send: Send = async (url, headers) => (await undici.fetch(url, { headers, dispatcher })).text();
    expect(await together(send, '/again')).toMatchObject({ requests: 2 * USERS, wrong: 0, doubled: 0 });
  });
});
