/** What must hold of every carrier, whatever it is. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { defaultTextMapGetter, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { startRoot } from '../../../runtime/core/tracer.ts';
import { carrierOf, carrierText, parseCarrier } from '../../../runtime/propagation/carrier.ts';
import type { BaggageEntry } from '../../../runtime/trace/baggage.ts';
import type { RemoteContext } from '../../../runtime/trace/remote-context.ts';
import { INTERNAL } from '../../../runtime/trace/span.ts';

type Headers = Record<'traceparent' | 'tracestate' | 'baggage', string>;

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[0-3]$/;
const PRINTABLE = /^[\x20-\x7e]*$/;

/** Returns whether the carrier was understood. */
export function check(carrier: unknown): boolean {
  const remote = parseCarrier(carrier);
  if (remote === undefined) return false;
  const span = startRoot('fuzz', INTERNAL, remote);
  const sent = { ...carrierOf(span) };
  const text = carrierText(span);
  const { tracestate, ...pair } = sent;
  deepStrictEqual(JSON.parse(text), tracestate === '' ? pair : sent);
  checkBytes(sent);
  checkAgain(text, remote, sent);
  checkPeer(sent);
  return true;
}

/** Nobody's prototype was touched; cheap enough for every case. */
export function checkPrototypes(): void {
  for (const key in {}) throw new Error(`Object.prototype has ${key}`);
  deepStrictEqual(Object.keys(Array.prototype), []);
}

function checkBytes({ traceparent, tracestate, baggage }: Headers): void {
  ok(TRACEPARENT.test(traceparent), traceparent);
  ok(
    PRINTABLE.test(tracestate) && tracestate.length <= 512 && tracestate.split(',').length <= 32,
    tracestate,
  );
  ok(/^[!-~]*$/.test(baggage) && baggage.length <= 8192 && baggage.split(',').length <= 64, baggage);
  new globalThis.Headers({ traceparent, tracestate, baggage });
}

/** What comes out goes in again, and comes out the same. */
function checkAgain(text: string, remote: RemoteContext, sent: Headers): void {
  const again = parseCarrier(text) as RemoteContext;
  const next = startRoot('again', INTERNAL, again);
  strictEqual(carrierOf(next).baggage, sent.baggage);
  strictEqual(carrierOf(next).tracestate, sent.tracestate);
  if (remote.traceId !== '') {
    deepStrictEqual([again.traceId, again.flags], [remote.traceId, remote.flags]);
    strictEqual(again.tracestate, remote.tracestate);
  }
  const fits = remote.entries.length <= 64 && encodedSize(remote.entries) <= 8192;
  if (fits) deepStrictEqual(again.entries, remote.entries);
}

const encodedSize = (entries: readonly BaggageEntry[]): number =>
  entries.reduce(
    (sum, [key, value, tail]) =>
      sum + key.length + encodeURIComponent(String(value)).length + tail.length + 2,
    0,
  );

const tracePropagator = new W3CTraceContextPropagator();
const baggagePropagator = new W3CBaggagePropagator();
/** Level 1, which that parser knows. */
const LEVEL_1_MEMBER = /^(?:[a-z][\w\-*/]{0,255}|[a-z0-9][\w\-*/]{0,240}@[a-z][\w\-*/]{0,13})=/;

/** `@opentelemetry/core` reads the same out of it. */
function checkPeer(sent: Headers): void {
  const extracted = tracePropagator.extract(ROOT_CONTEXT, sent, defaultTextMapGetter);
  const peer = trace.getSpanContext(extracted);
  const [, traceId, spanId] = sent.traceparent.split('-');
  deepStrictEqual([peer?.traceId, peer?.spanId], [traceId, spanId]);
  const members = sent.tracestate.split(',');
  if (
    new Set(members.map((each) => each.split('=')[0])).size === members.length &&
    members.every((each) => LEVEL_1_MEMBER.test(each))
  ) {
    strictEqual(peer?.traceState?.serialize(), sent.tracestate);
  }
  checkPeerBaggage(sent);
}

function checkPeerBaggage(sent: Headers): void {
  const peer = propagation.getBaggage(baggagePropagator.extract(ROOT_CONTEXT, sent, defaultTextMapGetter));
  const entries: readonly BaggageEntry[] = parseCarrier({ baggage: sent.baggage })?.entries ?? [];
  const last = new Map(entries.map(([key, value]) => [key, value]));
  for (const [key, value] of last) {
    // It drops empty values, decodes keys, and knows a limit of 4,096 per member.
    if (value === '' || key.includes('%') || sent.baggage.length > 4_000) continue;
    strictEqual(peer?.getEntry(key)?.value, value);
  }
}
