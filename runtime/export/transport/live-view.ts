/**
 * For somebody who looks on while the program is being developed: the viewer says so in each of its answers, and is
 * told what runs now; it may ask for the contents of the next calls of a line. Only a receiver on this machine is
 * heard, and never in production.
 *
 *   onetrace-live: on src%2Fllm.ts:12=k3
 *
 * `file:line=id` for each line that is asked for, the file percent-encoded; an id that is no longer there is off.
 */

import { env } from '../../config/env.ts';
import type { Destination } from '../../config/types/destination.ts';
import { bufferedIn } from '../../core/buffer/trace-buffer.ts';
import { warnOnce } from '../../core/diagnostics.ts';
import { UNFINISHED } from '../../core/end-span.ts';
import { state } from '../../core/state.ts';
import { now } from '../../platform/clock.ts';
import { decode } from '../../platform/decode.ts';
import { startTimer } from '../../platform/timer.ts';
import type { Span } from '../../trace/span.ts';
import { exportRequest } from '../batch.ts';
import type { Codec } from '../otlp/codec.ts';
import type { Transport } from './transport.ts';

const HEADER = 'onetrace-live';
/** How often is looked, and how long a span runs before it is worth telling, in milliseconds. */
const EVERY = 500;
const LONG = 300;
/** Spans told at once, and calls of a line that are recorded with their contents. */
const MOST = 200;
const CALLS = 5;
const LOOPBACK = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/])/i;

/** `post`, and what its answers ask for. */
export function withLiveView(post: Transport, destination: Destination, codec: Codec): Transport {
  if (!LOOPBACK.test(destination.url) || env('NODE_ENV') === 'production') return post;
  const told = new WeakMap<Span, number>();
  let looking = false;

  function hear(header: string | null): void {
    const [on, ...asked] = (header ?? '').split(' ');
    if (on !== 'on') return;
    askContents(asked, destination.url);
    if (!looking) startTimer(EVERY, () => void look(), false);
    looking = true;
  }

  async function look(): Promise<void> {
    looking = false;
    const chunks = runningSpans(told).map((span) => codec.encode(asItStands(span)));
    const control = new AbortController();
    const cancel = startTimer(10 * EVERY, () => control.abort(), false);
    try {
      hear((await post(exportRequest({ destination, codec, chunks }), control.signal)).header(HEADER));
    } catch {
      askContents([], ''); // nobody looks any more
    } finally {
      cancel();
    }
  }

  if (env('ONETRACE_LIVE')) hear('on');
  return async (request, signal) => {
    const answer = await post(request, signal);
    hear(answer.header(HEADER));
    return answer;
  };
}

/** Those that run for long, or have grown since they were told, and what has ended below them. */
function runningSpans(told: WeakMap<Span, number>): Span[] {
  const running = state.liveSpans.slice(0, state.liveCount) as Span[];
  const long = running.filter((span) => span.sampled && span.recording && now() - span.start > LONG);
  const below = [...new Set(long.map(({ trace }) => trace))].flatMap(bufferedIn);
  const fresh = [...long, ...below].filter((span) => told.get(span) !== sizeOf(span)).slice(0, MOST);
  for (const span of fresh) told.set(span, sizeOf(span));
  return fresh;
}

const sizeOf = ({ attributes, end }: Span): number => attributes.length + (end === 0 ? 0 : 0.5);

const asItStands = (span: Span): Span =>
  span.end === 0
    ? Object.create(span, {
        end: { value: now() },
        attributes: { value: [...span.attributes, UNFINISHED, true] },
      })
    : span;

/** Calls left for each line, by the id under which it was asked for. */
const left = new Map<string, { readonly place: string; calls: number }>();

function askContents(asked: readonly string[], url: string): void {
  const ids = new Map(asked.map((it) => it.split('=').reverse() as [id: string, place: string]));
  for (const id of left.keys()) if (!ids.has(id)) left.delete(id);
  for (const [id, text] of ids) {
    if (left.has(id)) continue;
    const place = decode(text);
    left.set(id, { place, calls: CALLS });
    warnOnce(
      `the viewer at ${new URL(url).origin} asks for the contents of the next ${CALLS} calls of ${place}`,
    );
  }
  state.asksContent = left.size > 0 ? isAsked : undefined;
}

function isAsked(place: string): boolean {
  for (const each of left.values()) if (each.place === place && each.calls-- > 0) return true;
  return false;
}
