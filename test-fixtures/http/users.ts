/** 60 users at once on one URL of a slow server, so that bounded pools have queues; each has a session of their own. */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Observe } from 'onetrace';
import { listening } from '../../runtime/instrument/instrument.testkit.ts';
import type { Send } from './clients.ts';

export const USERS = 60;

export interface Tally {
  /** Requests that came, and those of them that named a session. */
  readonly requests: number;
  readonly linked: number;
  /** Those that named somebody else's. */
  readonly wrong: number;
  /** Those with more than one `traceparent`. */
  readonly doubled: number;
}

/** `/moved` redirects to `/x`; `/again` is refused once to each user. */
export async function together(send: Send, path = '/x'): Promise<Tally> {
  const seen: { want: unknown; got: string; parents: string[] }[] = [];
  const refused = new Set<unknown>();
  const server = createServer(async ({ headers, headersDistinct, url: asked }, response) => {
    const want = headers['x-user'];
    seen.push({ want, got: String(headers.baggage ?? ''), parents: headersDistinct.traceparent ?? [] });
    await sleep(5);
    const refuse = asked === '/again' && !refused.has(want);
    refused.add(want);
    if (asked === '/moved') response.writeHead(302, { location: '/x' }).end();
    else if (refuse) response.writeHead(503).end();
    else response.end('ok');
  });
  const url = await listening(server);
  const user = (_: unknown, at: number): Promise<void> =>
    Observe.withTrace(`user ${at}`, { root: true }, async () => {
      Observe.setAttribute('session.id', `s-${at}`);
      await sleep(at % 7);
      await send(url + path, { 'x-user': `s-${at}` });
    });
  await Promise.all(Array.from({ length: USERS }, user));
  return {
    requests: seen.length,
    linked: seen.filter(({ got }) => got !== '').length,
    wrong: seen.filter(({ want, got }) => got !== '' && got !== `session.id=${want}`).length,
    doubled: seen.filter(({ parents }) => parents.length > 1).length,
  };
}
