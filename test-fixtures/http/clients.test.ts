import 'onetrace/floor';
import type { IncomingMessage } from 'node:http';
import { Observe } from 'onetrace';
import { describe, expect, it } from 'vitest';
import { at, spy, wireValues } from '../../runtime/instrument/instrument.testkit.ts';
import { attributesOf, record } from '../record.ts';
import { CLIENTS } from './clients.ts';
import { together, USERS } from './users.ts';

const CLIENT = 3;

const spanIdIn = (request: IncomingMessage): string[] =>
  wireValues(request, 'traceparent').map((it) => it.split('-')[2] ?? '');

describe.each(Object.entries(CLIENTS))('%s', (_name, send) => {
  it('has one traceparent on the wire, and one CLIENT span', async () => {
    const { url, requests } = await spy();
    const spans = record({});
    await Observe.withTrace('caller', undefined, async () => {
      Observe.setAttribute('session.id', 's-1');
      await send(`${url}/x`, { accept: '*/*' });
    });
    const clients = spans.filter(({ kind }) => kind === CLIENT);
    expect(requests).toHaveLength(1);
    expect(clients).toHaveLength(1);
    const [request, span] = [at(requests), at(clients)];
    expect(spanIdIn(request)).toEqual([span.spanId]);
    expect(wireValues(request, 'baggage')).toEqual(['session.id=s-1']);
    expect(span.parent?.name).toBe('caller');
    expect(attributesOf(span)).toMatchObject({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'url.full': `${url}/x`,
    });
  });

  it('of 60 users at once on one URL, each has its own session', async () => {
    record({});
    expect(await together(send)).toEqual({ requests: USERS, linked: USERS, wrong: 0, doubled: 0 });
  });

  it('has no header of ours where nothing is configured and nothing came in', async () => {
    const { url, requests } = await spy();
    record();
    await send(`${url}/x`, {});
    expect(Object.keys(at(requests).headers)).not.toContain('traceparent');
  });
});
