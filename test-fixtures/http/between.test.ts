/** What stands between a program and the wire: proxies, mocks, redirects, other hosts, and headers that are sent already. */
import 'onetrace/floor';
import { createServer, get, request as send } from 'node:http';
import { connect as connectTcp } from 'node:net';
import axios from 'axios';
import { HttpResponse, http as mockHttp } from 'msw';
import { setupServer } from 'msw/node';
import nock from 'nock';
import { Observe, stats } from 'onetrace';
import { fetch as site } from 'onetrace/inject';
import * as undici from 'undici-7';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { at, listening, spy, wireValues } from '../../runtime/instrument/instrument.testkit.ts';
import { attributesOf, record } from '../record.ts';

const CLIENT = 3;
const SITE = 'src/app.ts:1:1#main';

/** Inside a trace with a session. */
const within = <T>(fn: () => T): T =>
  Observe.withTrace('caller', undefined, () => {
    Observe.setAttribute('session.id', 's-1');
    return fn();
  });

const siteFetch = (url: string, init?: object): Promise<Response> =>
  site(SITE, fetch)(url, init as RequestInit);

nock.restore(); // it takes `fetch` over when it is imported
const original = undici.getGlobalDispatcher();
afterEach(() => {
  undici.setGlobalDispatcher(original);
  vi.unstubAllGlobals();
});

describe('proxies', () => {
  /** An HTTP proxy: whole URLs are forwarded, `CONNECT` becomes a tunnel. */
  async function proxy(): Promise<{ url: string; asked: string[]; connects: string[][] }> {
    const asked: string[] = [];
    const connects: string[][] = [];
    const server = createServer(async (request, response) => {
      asked.push(request.url ?? '');
      const target = send(request.url ?? '', {
        method: request.method,
        headers: request.headers,
        agent: false,
      });
      target.on('response', (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 500)));
      request.pipe(target);
    }).on('connect', (request, socket) => {
      connects.push(request.rawHeaders);
      const [host, port] = (request.url ?? '').split(':');
      const target = connectTcp(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        target.pipe(socket).pipe(target);
      });
      socket.on('error', () => target.destroy());
    });
    return { url: await listening(server), asked, connects };
  }

  it.each([
    'call',
    'site',
  ])('ProxyAgent, by a %s: the tunnel gets nothing, what goes through it its own', async (by) => {
    const { url: uri, connects } = await proxy();
    const { url, requests } = await spy();
    const spans = record({});
    const dispatcher = new undici.ProxyAgent({ uri, proxyTunnel: true });
    onTestFinished(() => dispatcher.close());
    await within(async () => {
      if (by === 'site') await (await siteFetch(`${url}/x`, { dispatcher })).text();
      else await (await undici.fetch(`${url}/x`, { dispatcher })).text();
    });
    expect(connects).toHaveLength(1);
    expect(connects.flat().map((it) => it.toLowerCase())).not.toContain('traceparent');
    expect(wireValues(at(requests), 'traceparent')).toHaveLength(1);
    expect(wireValues(at(requests), 'baggage')).toEqual(['session.id=s-1']);
    expect(spans.filter(({ kind }) => kind === CLIENT)).toHaveLength(1);
  });

  it('the proxy of axios: the policy is asked for the target, not for the proxy', async () => {
    const { url: proxyUrl, asked } = await proxy();
    const { hostname, port } = new URL(proxyUrl);
    const { url } = await spy();
    const targets: string[] = [];
    const spans = record({
      propagateTo: (target) => {
        targets.push(target.href);
        return false;
      },
    });
    await within(() =>
      axios.get(`${url}/x`, { proxy: { host: hostname, port: Number(port), protocol: 'http' } }),
    );
    expect(asked).toEqual([`${url}/x`]);
    expect(targets).toContain(`${url}/x`);
    expect(targets.filter((it) => it.startsWith(proxyUrl))).toEqual([]);
    expect(spans.find(({ kind }) => kind === CLIENT)?.attributes).toContain(`${url}/x`);
  });
});

describe('mocks see what the program wrote', () => {
  it('a spy in place of fetch', async () => {
    const mock = vi.fn(async () => new Response('mocked'));
    vi.stubGlobal('fetch', mock);
    const spans = record({});
    const init = { method: 'POST', body: 'x' };
    expect(await (await within(() => siteFetch('http://127.0.0.1/x', init))).text()).toBe('mocked');
    expect(mock.mock.calls).toEqual([['http://127.0.0.1/x', init]]);
    expect((mock.mock.calls as unknown[][])[0]?.[1]).toBe(init);
    expect(spans.filter(({ kind }) => kind === CLIENT)).toHaveLength(1);
  });

  it('MockAgent', async () => {
    const agent = new undici.MockAgent();
    agent.disableNetConnect();
    let headers: unknown;
    agent
      .get('http://mocked.internal')
      .intercept({ path: '/x' })
      .reply(200, (options) => {
        headers = options.headers;
        return 'mocked';
      });
    undici.setGlobalDispatcher(agent);
    const spans = record({});
    expect(await (await within(() => siteFetch('http://mocked.internal/x'))).text()).toBe('mocked');
    expect(JSON.stringify(headers)).not.toContain('traceparent');
    expect(spans.filter(({ kind }) => kind === CLIENT)).toHaveLength(1);
  });

  it('MSW, for fetch and for node:http', async () => {
    const server = setupServer(mockHttp.get('http://mocked.internal/x', () => HttpResponse.text('mocked')));
    server.listen();
    onTestFinished(() => server.close());
    const spans = record({});
    await within(async () => {
      expect(await (await siteFetch('http://mocked.internal/x')).text()).toBe('mocked');
      expect((await axios.get('http://mocked.internal/x', { adapter: 'http' })).data).toBe('mocked');
    });
    expect(spans.filter(({ kind }) => kind === CLIENT)).toHaveLength(2);
  });

  it('nock, whose expectations of headers hold', async () => {
    nock.activate();
    nock('http://mocked.internal', { reqheaders: { 'x-a': '1' } })
      .get('/x')
      .reply(200, 'mocked');
    onTestFinished(() => nock.restore());
    const spans = record({});
    const { data } = await within(() =>
      axios.get('http://mocked.internal/x', { headers: { 'x-a': '1' }, adapter: 'http' }),
    );
    expect(data).toBe('mocked');
    expect(spans.filter(({ kind }) => kind === CLIENT)).toHaveLength(1);
  });
});

describe('redirects', () => {
  it('each hop is asked for by the place that it leads to, and is an event of the one span', async () => {
    const stranger = await spy(undefined, 'localhost');
    const { url, requests } = await spy((request, response) =>
      request.url === '/x'
        ? response.end('ok')
        : response.writeHead(302, { location: `${stranger.url}/y` }).end(),
    );
    const spans = record({ propagateTo: ({ host }) => host === new URL(url).host });
    await within(async () => (await siteFetch(`${url}/moved`)).text());
    expect(wireValues(at(requests), 'baggage')).toEqual(['session.id=s-1']);
    expect(wireValues(at(stranger.requests), 'baggage')).toEqual([]);
    expect(wireValues(at(stranger.requests), 'traceparent')).toEqual(wireValues(at(requests), 'traceparent'));
    const [client, ...more] = spans.filter(({ kind }) => kind === CLIENT);
    expect(more).toEqual([]);
    expect(client?.events).toMatchObject([
      { name: 'http.resend', attributes: { 'url.full': `${stranger.url}/y` } },
    ]);
  });

  it('a dispatcher that follows them by itself gives strangers no baggage either', async () => {
    const stranger = await spy(undefined, 'localhost');
    const { url, requests } = await spy((_request, response) =>
      response.writeHead(302, { location: `${stranger.url}/y` }).end(),
    );
    record({ propagateTo: ({ host }) => host === new URL(url).host });
    const dispatcher = new undici.Agent({ connections: 1 }).compose(
      undici.interceptors.redirect({ maxRedirections: 2 }),
    );
    await within(async () => (await siteFetch(`${url}/moved`, { dispatcher })).text());
    expect(wireValues(at(requests), 'baggage')).toEqual(['session.id=s-1']);
    expect(wireValues(at(stranger.requests), 'baggage')).toEqual([]);
    expect(wireValues(at(stranger.requests), 'traceparent')).toHaveLength(1);
  });
});

describe('what the program has said', () => {
  it.each(['site', 'node:http', 'undici'])('a traceparent of its own stays, alone: %s', async (by) => {
    const { url, requests } = await spy();
    record({});
    const headers = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
    await within(async () => {
      if (by === 'site') await (await siteFetch(url, { headers })).text();
      else if (by === 'undici') await (await undici.request(url, { headers })).body.text();
      else
        await new Promise((resolve) =>
          get(url, { headers }, (response) => response.resume().on('end', resolve)),
        );
    });
    expect(wireValues(at(requests), 'traceparent')).toEqual([headers.traceparent]);
  });

  it('headers given as a list are sent already: a span that leads nowhere, and is counted', async () => {
    const { url, requests } = await spy();
    const spans = record({});
    const before = stats().unlinked.headers_sent;
    const { host } = new URL(url);
    await within(
      () =>
        new Promise((resolve, reject) => {
          send(url, { headers: ['host', host, 'x-a', '1'] }, (response) =>
            response.resume().on('end', resolve),
          )
            .on('error', reject)
            .end();
        }),
    );
    expect(wireValues(at(requests), 'traceparent')).toEqual([]);
    expect(stats().unlinked.headers_sent).toBe(before + 1);
    expect(spans.filter(({ kind }) => kind === CLIENT)).toHaveLength(1);
  });

  it('a Host header that names another: both must be allowed', async () => {
    const { url, requests } = await spy();
    record({});
    await within(
      () =>
        new Promise((resolve) => {
          get(url, { headers: { host: 'api.stranger.example' } }, (response) =>
            response.resume().on('end', resolve),
          );
        }),
    );
    expect(wireValues(at(requests), 'baggage')).toEqual([]);
    expect(wireValues(at(requests), 'traceparent')).toHaveLength(1);
  });
});

it('a refused connection is a failed span', async () => {
  const spans = record({});
  await within(async () => {
    await expect(axios.get('http://127.0.0.1:1/x', { adapter: 'http' })).rejects.toThrow();
    await expect(undici.request('http://127.0.0.1:1/x')).rejects.toThrow();
  });
  const clients = spans.filter(({ kind }) => kind === CLIENT);
  expect(clients.map((span) => attributesOf(span)['error.type'])).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
});

it('an upgrade is a span that ends', async () => {
  const server = createServer().on('upgrade', (_request, socket) => {
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  });
  const url = await listening(server);
  const spans = record({});
  await within(
    () =>
      new Promise<void>((resolve, reject) => {
        get(url, { headers: { connection: 'Upgrade', upgrade: 'x' } })
          .on('upgrade', (_response, socket) => socket.on('close', () => resolve()).destroy())
          .on('error', reject);
      }),
  );
  await vi.waitFor(() => expect(spans.filter(({ kind }) => kind === CLIENT)).toHaveLength(1));
});
