/** Requests to a row's program, each with a trace and a session of its own. */
import { randomBytes } from 'node:crypto';
import type { Way } from './row.ts';

export interface Sent {
  readonly id: string;
  readonly way: Way;
  readonly session: string;
  readonly traceId: string;
  /** The caller's span. */
  readonly parentId: string;
  readonly status: number;
  readonly text: string;
}

let count = 0;

export async function send(url: string, way: Way): Promise<Sent> {
  const id = `r${++count}`;
  const session = `session-of-${id}-${randomBytes(3).toString('hex')}`;
  const traceId = randomBytes(16).toString('hex');
  const parentId = randomBytes(8).toString('hex');
  const { body } = way;
  const response = await fetch(url + filled(way.path, id), {
    method: way.method ?? 'GET',
    redirect: 'manual',
    headers: {
      'x-session': session,
      traceparent: `00-${traceId}-${parentId}-01`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...way.headers,
    },
    ...(body !== undefined && { body: filled(JSON.stringify(body), id) }),
    signal: AbortSignal.timeout(60_000),
  });
  return { id, way, session, traceId, parentId, status: response.status, text: await response.text() };
}

const filled = (text: string, id: string): string => text.replaceAll('{id}', id);
