/** One contract, two implementations; certificates are for those who have files. */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { withAuthorization } from '../../config/credentials.ts';
import { endedSpans, pipelineTo } from '../export.testkit.ts';
import { fetchTo } from './fetch.ts';
import { nodeTo } from './node.ts';
import type { TransportTo } from './transport.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  closers.push(() => server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const never = new AbortController().signal;
const utf8 = (text: string) => new TextEncoder().encode(text);
async function bodyOf(request: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

describe.each<[string, TransportTo]>([
  ['fetch', fetchTo],
  ['node:http', nodeTo],
])('%s', (_, transportTo) => {
  const post = (url: string, { gzip = false, body = 'hällo', signal = never } = {}) =>
    transportTo({ url, gzip })(
      {
        url,
        headers: { 'x-key': 'k', 'content-type': 'text/x' },
        body: utf8(body),
        destination: { url },
        spans: 1,
      },
      signal,
    );

  test('posts bytes with their length and headers, and returns the answer', async () => {
    const url = await serve(async (request, answer) => {
      const { method, headers } = request;
      const body = (await bodyOf(request)).toString();
      answer.writeHead(207, { 'X-Answer': 'yes' });
      answer.end([method, headers['x-key'], headers['content-type'], headers['content-length'], body].join());
    });
    const { status, header, body } = await post(url);
    expect([status, header('x-answer'), header('nothing')]).toEqual([207, 'yes', null]);
    expect(new TextDecoder().decode(body)).toBe('POST,k,text/x,6,hällo');
  });

  test('gzip', async () => {
    const url = await serve(async (request, answer) => {
      const body = await bodyOf(request);
      answer.end([request.headers['content-encoding'], gunzipSync(body).length, body.length < 1_000].join());
    });
    const { body } = await post(url, { gzip: true, body: 'x'.repeat(100_000) });
    expect(new TextDecoder().decode(body)).toBe('gzip,100000,true');
  });

  test('does not follow redirects', async () => {
    const url = await serve((_request, answer) => answer.writeHead(307, { location: '/there' }).end());
    const { status, header } = await post(url);
    expect([status, header('location')]).toEqual([307, '/there']);
  });

  test('reads no more of an answer than counts', async () => {
    const url = await serve((request, answer) => {
      request.resume();
      const more = () => answer.write('x'.repeat(10_000)) && setImmediate(more);
      more();
    });
    const { status, body } = await post(url);
    expect(status).toBe(200);
    expect(body.length).toBeLessThan(400_000);
  });

  test('an answer that breaks off is an answer', async () => {
    const url = await serve((request, answer) => {
      request.resume();
      answer.writeHead(200, { 'content-length': 100 }).write('{');
      setTimeout(() => answer.destroy(), 20);
    });
    expect((await post(url)).status).toBe(200);
  });

  test('no answer rejects: refused, reset, given up', async () => {
    await expect(post('http://127.0.0.1:9')).rejects.toThrow();
    await expect(post(await serve((request) => request.socket.resetAndDestroy()))).rejects.toThrow();
    const control = new AbortController();
    setTimeout(() => control.abort(new Error('enough')), 20);
    await expect(post(await serve(() => {}), { signal: control.signal })).rejects.toThrow('enough');
  });
});

const file = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

async function serveTls(options: object): Promise<string> {
  const server = createTlsServer(
    { key: readFileSync(file('server.key')), cert: readFileSync(file('server.pem')), ...options },
    (request, answer) => request.resume().on('end', () => answer.end('{}')),
  );
  closers.push(() => server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://localhost:${(server.address() as AddressInfo).port}/v1/traces`;
}

test('certificates: whom to trust, and who we are', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const url = await serveTls({
    requestCert: true,
    rejectUnauthorized: true,
    ca: readFileSync(file('client.pem')),
  });
  const trusting = { url, certificate: file('server.pem') };
  const known = { ...trusting, clientCertificate: file('client.pem'), clientKey: file('client.key') };
  const outcomes = [{ url }, trusting, { ...known, certificate: file('nothing.pem') }, known].map(
    async (destination) => {
      const pipeline = pipelineTo(url, { destinations: [destination] });
      pipeline.add(endedSpans(1));
      const outcome = () => {
        const { exported, lastError } = pipeline.stats();
        return exported === 1 ? 'delivered' : lastError?.replace(/^.*?: /, '');
      };
      while (outcome() === undefined) await pipeline.flush(300).catch(() => {});
      const told = outcome();
      await pipeline.shutdown(1).catch(() => {});
      return told;
    },
  );
  expect(await Promise.all(outcomes)).toEqual([
    expect.stringContaining('self-signed certificate'),
    expect.stringMatching(/alert|socket|ECONNRESET/),
    expect.stringContaining('self-signed certificate'),
    'delivered',
  ]);
});

test.each([
  ['fetch', true],
  ['node:http', false],
])('credentials in the address become a header: %s', async (_, isWorker) => {
  const asked: string[] = [];
  const url = await serve((request, answer) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    answer.end('{}');
  });
  if (isWorker) vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' });
  const pipeline = pipelineTo(`${url.replace('//', '//us%C3%A9r:p%40ss@')}/v1/traces?x=1`);
  pipeline.add(endedSpans(1));
  await pipeline.flush();
  vi.unstubAllGlobals();
  await pipeline.shutdown();
  expect(asked).toEqual([`/v1/traces?x=1 Basic ${Buffer.from('usér:p@ss').toString('base64')}`]);
  expect(JSON.stringify(pipeline.stats())).not.toContain('ss@');
});

test('a header that is given wins over credentials in the address', () => {
  const { url, headers } = withAuthorization({
    url: 'http://a:b@c/d',
    headers: { authorization: 'Bearer x' },
  });
  expect([url, headers]).toEqual(['http://c/d', { authorization: 'Bearer x' }]);
  const plain = { url: 'http://c/d' };
  expect(withAuthorization(plain)).toBe(plain);
});
