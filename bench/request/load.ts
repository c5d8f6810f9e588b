/** What requests cost one contestant: its own CPU time, and what its callers waited. */
import autocannon, { type Result } from 'autocannon';
import type { Sample } from '../lib/rounds.ts';

export interface Load {
  readonly path: string;
  readonly connections: number;
  readonly amount: number;
}

interface Usage {
  /** Microseconds of the process, user and system. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
}

export async function measure(url: string, sink: string, load: Load): Promise<Sample> {
  await fire(url, { ...load, amount: Math.max(load.connections, Math.ceil(load.amount / 3)) });
  await get(`${sink}/count`);
  const before = await get<Usage>(`${url}/usage`);
  const { latency, non2xx, errors } = await fire(url, load);
  const after = await get<Usage>(`${url}/usage`);
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} of ${load.amount} requests failed`);
  return {
    cpu: (after.cpu - before.cpu) / load.amount,
    p50: latency.p50,
    p99: latency.p99,
    MiB: after.rss / 2 ** 20,
    exported: (await get<{ bytes: number }>(`${sink}/count`)).bytes / load.amount,
  };
}

const fire = (url: string, { path, connections, amount }: Load): Promise<Result> =>
  autocannon({
    url: `${url}${path}`,
    connections,
    amount,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"question":"How are you?"}',
  });

async function get<T>(url: string): Promise<T> {
  return (await fetch(url)).json() as Promise<T>;
}
