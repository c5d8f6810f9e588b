/** Hands on what it receives: the viewer in front of a collector. Never slows the receiver, never keeps much. */
import type { ContentType } from '../store/store.ts';

/** Bytes that wait; what is beyond is dropped and counted. */
const WAITING = 16 * 1024 * 1024;
const PATIENCE = 10_000;

export interface Forwarder {
  forward(body: Uint8Array, type: ContentType): void;
  /** '' while all goes well. */
  problem(): string;
}

/** `url`: of a receiver, with or without `/v1/traces`. */
export function forwardTo(url: string): Forwarder {
  const target = /\/v1\/traces\/?$/.test(url) ? url : `${url.replace(/\/$/, '')}/v1/traces`;
  let waiting = 0;
  let dropped = 0;
  let problem = '';
  return {
    forward(body, type) {
      if (waiting + body.length > WAITING) {
        dropped++;
        return;
      }
      waiting += body.length;
      void send(body, type).finally(() => {
        waiting -= body.length;
      });
    },
    problem: () => (dropped > 0 ? `${problem} (${dropped} requests were not handed on)` : problem),
  };

  async function send(body: Uint8Array, type: ContentType): Promise<void> {
    const headers = { 'content-type': type === 'json' ? 'application/json' : 'application/x-protobuf' };
    try {
      const answer = await fetch(target, {
        method: 'POST',
        headers,
        body: Buffer.from(body),
        signal: AbortSignal.timeout(PATIENCE),
      });
      problem = answer.ok ? '' : `${target} answered ${answer.status}`;
      await answer.body?.cancel();
    } catch (error) {
      problem = `${target} cannot be reached: ${(error as Error).message}`;
    }
  }
}
