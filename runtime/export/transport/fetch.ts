/** By `fetch`: browsers, Workers, and wherever else there is no `node:http`. */
import type { Bytes } from '../../platform/bytes.ts';
import { ANSWER_BYTES, type TransportTo } from './transport.ts';

/** Browsers allow 64 KiB of such bodies at once. */
const KEEPALIVE_BYTES = 50_000;

export const fetchTo: TransportTo =
  ({ gzip }) =>
  async ({ url, headers, body }, signal) => {
    const init: RequestInit & { next: object } = {
      method: 'POST',
      headers: gzip ? { ...headers, 'content-encoding': 'gzip' } : headers,
      body: gzip ? await gzipStreamed(body) : body,
      // A redirected POST would become a GET, and a login page's 200 no acknowledgement.
      redirect: 'manual',
      signal,
      // A page that is left lets small requests go on.
      keepalive: typeof document !== 'undefined' && body.length < KEEPALIVE_BYTES,
      // Next.js leaves fetches that say this out of its cache and its own traces.
      next: { internal: true },
    };
    const response = await fetch(url, init);
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      body: await readBody(response),
    };
  };

const gzipStreamed = (body: Bytes): Promise<ArrayBuffer> =>
  new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

async function readBody({ body }: Response): Promise<Bytes> {
  const parts: Bytes[] = [];
  let room = ANSWER_BYTES;
  try {
    const reader = body?.getReader();
    while (room > 0) {
      const { value } = (await reader?.read()) ?? {};
      if (value === undefined) break;
      parts.push(value);
      room -= value.length;
    }
    await reader?.cancel();
  } catch {}
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
