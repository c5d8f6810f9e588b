/**
 * The floor: Node tells of every HTTP request, in whatever library it is made or answered, on channels of its own
 * (`node:diagnostics_channel`). No prototype and no module is touched. Here requests get their headers, and spans
 * where no site has one; what a request means, its sites say.
 */
import type { Floor } from '../../core/contracts.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { state } from '../../core/state.ts';
import { type Channel, channelNamed, setOwnSubscriber, UNDICI_CREATE } from '../../platform/otel-suppress.ts';
import { isPrompt } from '../http-client/wire/dispatcher.ts';
import { http2Answered, http2Closed, http2Created, http2Failed } from '../http-client/wire/http2.ts';
import { httpAnswered, httpCreated, httpFailed } from '../http-client/wire/node-http.ts';
import { undiciAnswered, undiciCreated, undiciFailed } from '../http-client/wire/undici.ts';
import { streamClosed, streamStarted } from '../server/wire/http2-server.ts';
import { serverStarted } from '../server/wire/node-server.ts';
import { isNodeProcess } from './node-process.ts';
import { joinThreads } from './threads/threads.ts';

type Listener = (message: never) => void;

const LISTENERS: Readonly<Record<string, Listener>> = {
  [UNDICI_CREATE]: undiciCreated,
  'undici:request:headers': undiciAnswered,
  'undici:request:error': undiciFailed,
  'http.client.request.created': httpCreated,
  'http.client.response.finish': httpAnswered,
  'http.client.request.error': httpFailed,
  'http2.client.stream.created': http2Created,
  'http2.client.stream.finish': http2Answered,
  'http2.client.stream.error': http2Failed,
  'http2.client.stream.close': http2Closed,
  'http.server.request.start': serverStarted,
  'http2.server.stream.start': streamStarted,
  'http2.server.stream.close': streamClosed,
};

/**
 * Channels are one a thread, while a global object may be one of several (Jest's): only the last to come listens,
 * so that the server of a test is not heard by the files before it.
 */
const KEY: unique symbol = Symbol.for('onetrace.1.floor') as never;
type Heard = Channel & { [KEY]?: Listener };

export function startFloor(): void {
  if (state.floor !== undefined || !isNodeProcess()) return;
  for (const [name, listener] of Object.entries(LISTENERS)) {
    const channel = channelNamed(name);
    if (channel === undefined) return;
    listenTo(channel, listener, name === UNDICI_CREATE);
  }
  const floor: Floor = { calling: undefined, sent: new Map(), exporting: false, carries: isPrompt };
  state.floor = floor;
  joinThreads();
}

/** A subscriber that throws ends the process. Without `state.floor` none does anything, for tests of sites alone. */
function listenTo(channel: Heard, listener: Listener, isCreate: boolean): void {
  const heard = (message: unknown): void => {
    if (state.floor !== undefined) tryOrReport(() => listener(message as never));
  };
  const before = channel[KEY];
  if (before !== undefined) channel.unsubscribe(before as (message: unknown) => void);
  Object.defineProperty(channel, KEY, { value: heard, configurable: true });
  channel.subscribe(heard);
  if (isCreate) setOwnSubscriber(heard);
}
