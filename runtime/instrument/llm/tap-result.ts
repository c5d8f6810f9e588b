/**
 * Seeing what a client's method gave, without the program noticing: objects are changed in place, never
 * replaced by proxies; private fields, classes and single-use bodies stay what they are.
 */
import { attempt, swallow } from '../../core/diagnostics.ts';
import { now } from '../../platform/clock.ts';
import { later } from '../../platform/timer.ts';
import { watch } from '../../platform/watch-promise.ts';
import type { Adapter } from './adapter.ts';
import type { Recording } from './llm-span.ts';

/** A parsed body that nobody has asked for this long after its headers came is not waited for, in ms. */
const GRACE = 30_000;

interface ApiPromise {
  responsePromise: Promise<unknown>;
  parseResponse(client: unknown, props: unknown): Promise<unknown>;
  parse(): Promise<unknown>;
  asResponse(): Promise<unknown>;
  _thenUnwrap(transform: (body: unknown, props: unknown) => unknown): unknown;
}

interface Emitter {
  on(event: string, listener: () => void): unknown;
  _emit?(event: string, ...values: unknown[]): unknown;
}

interface SdkStream {
  iterator(): AsyncIterator<unknown>;
  readonly controller?: AbortController;
}

type Observer = (result: object, recording: Recording, adapter: Adapter) => void;

/** Watches whatever a method returned, and ends the recording with it. */
export function observe(result: unknown, recording: Recording, adapter: Adapter): void {
  if (adapter.observe?.(result, recording)) return;
  if (typeof result !== 'object' || result === null) return recording.end();
  formOf(result)(result, recording, adapter);
}

function formOf(result: object): Observer {
  if ('responsePromise' in result && 'parseResponse' in result) return apiPromise as Observer;
  if ('innerPromise' in result) return innerPromise as Observer;
  if (result instanceof Promise) return plainPromise as Observer;
  if ('on' in result && typeof result.on === 'function') return emitter as Observer;
  if ('iterator' in result && typeof result.iterator === 'function') return sdkStream as Observer;
  if (result instanceof ReadableStream) return readable as Observer;
  if (Symbol.asyncIterator in result) return asyncIterable as Observer;
  return whole;
}

const whole: Observer = (body, recording, adapter) => {
  attempt(() => adapter.response(recording, body));
  recording.end();
};

function plainPromise(promise: Promise<unknown>, recording: Recording, adapter: Adapter): void {
  const settled = (value: unknown) => observe(value, recording, adapter);
  const failed = (error: unknown) => recording.fail(error);
  if (Object.isExtensible(promise)) watch(promise, settled, failed);
  else recording.end();
}

/** Cohere's promise keeps the one that its methods read, of the parsed body with the raw response. */
function innerPromise(promise: object, recording: Recording, adapter: Adapter): void {
  const { innerPromise: inner } = promise as { innerPromise: Promise<{ data?: unknown } | undefined> };
  watch(
    inner,
    (answer) => observe((answer as { data?: unknown } | undefined)?.data, recording, adapter),
    (error) => recording.fail(error),
  );
}

/** openai, anthropic and their generated siblings: the body is parsed when somebody asks for it. */
function apiPromise(promise: ApiPromise, recording: Recording, adapter: Adapter): void {
  const { parseResponse, parse, asResponse, _thenUnwrap: thenUnwrap } = promise;
  let wanted = false;
  let raw = false;
  let seen = false;
  const see = (body: unknown) => {
    if (!seen) observe(body, recording, adapter);
    seen = true;
  };
  const answered = () => {
    recording.answered = now();
    if (raw && !wanted) recording.end();
    else if (!wanted) giveUpLater(recording);
  };
  watch(promise.responsePromise, answered, (error) => recording.fail(error));
  promise.parseResponse = function (client, props) {
    const parsed = parseResponse.call(this, client, props);
    watch(parsed, see, (error) => recording.fail(error));
    return parsed;
  };
  hide(promise, 'parse', function (this: ApiPromise) {
    wanted = true;
    return parse.call(this);
  });
  // Some versions derive from the request, not from this promise: the body passes the transform.
  hide(
    promise,
    '_thenUnwrap',
    function (this: ApiPromise, transform: (body: unknown, props: unknown) => unknown) {
      wanted = true;
      return thenUnwrap.call(this, (body, props) => {
        see(body);
        return transform(body, props);
      });
    },
  );
  hide(promise, 'asResponse', function (this: ApiPromise) {
    raw = true;
    if (!wanted && recording.answered > 0) recording.end(recording.answered);
    return asResponse.call(this);
  });
}

/** A success that nobody awaits is never parsed; its call was over with the headers. */
function giveUpLater(recording: Recording): void {
  later(GRACE, () => recording.end(recording.answered), false);
}

/** Ends the span of a stream that nobody reads and nobody keeps. */
export const forgotten: FinalizationRegistry<Recording> = /* @__PURE__ */ new FinalizationRegistry(
  (recording: Recording) => recording.forget(),
);

function sdkStream(stream: SdkStream, recording: Recording, adapter: Adapter): void {
  const { iterator, controller } = stream;
  stream.iterator = function (this: unknown) {
    const steps = iterator.call(this as SdkStream);
    steppedBy(steps, recording, adapter);
    return steps;
  };
  controller?.signal.addEventListener('abort', onAbort(recording), { once: true });
  forgotten.register(stream, recording);
}

function asyncIterable(iterable: AsyncIterable<unknown>, recording: Recording, adapter: Adapter): void {
  if ('next' in iterable) return steppedBy(iterable as unknown as AsyncIterator<unknown>, recording, adapter);
  const open = iterable[Symbol.asyncIterator];
  hide(iterable, Symbol.asyncIterator, function (this: AsyncIterable<unknown>) {
    const steps = open.call(this);
    steppedBy(steps, recording, adapter);
    return steps;
  });
  forgotten.register(iterable, recording);
}

/** However it is read: by iteration, by a reader, or in two halves. */
function readable(stream: ReadableStream, recording: Recording, adapter: Adapter): void {
  // One that steps by itself does it through a reader.
  if ('next' in stream) forgotten.register(stream, recording);
  else asyncIterable(stream, recording, adapter);
  const { getReader, tee, cancel } = stream as ReadableStream & { getReader: () => object };
  hide(stream, 'getReader', function (this: ReadableStream, ...args: []) {
    const reader = getReader.apply(this, args) as ReadableStreamDefaultReader;
    watchSteps(reader, ['read', 'cancel'], recording, adapter);
    return reader;
  });
  hide(stream, 'tee', function (this: ReadableStream) {
    const halves = tee.call(this);
    for (const half of halves) readable(half, recording, adapter);
    return halves;
  });
  hide(stream, 'cancel', function (this: ReadableStream, reason?: unknown) {
    recording.cancel();
    return cancel.call(this, reason);
  });
}

/**
 * A function of its own: the caller's signal may live for as long as the program, and what it listens with must not
 * hold the stream, nor a call that has ended.
 */
function onAbort(recording: Recording): () => void {
  const watched = new WeakRef(recording);
  return () => {
    const call = watched.deref();
    if (call !== undefined) abandoned(call);
  };
}

/** A stream that breaks aborts its request first, and tells its reader why a moment later. */
function abandoned(recording: Recording): void {
  const moment = now();
  later(0, () => recording.cancel(moment), true);
}

/** The iterator keeps its class: only its own steps are looked at on their way. */
function steppedBy(steps: AsyncIterator<unknown>, recording: Recording, adapter: Adapter): void {
  watchSteps(steps, ['next', 'return', 'throw'], recording, adapter);
}

type Step = IteratorResult<unknown>;

/** What is done with a step is made once, not for every chunk. */
function watchSteps(steps: object, names: readonly string[], recording: Recording, adapter: Adapter): void {
  const failed = (error: unknown): never => {
    recording.fail(error);
    throw error;
  };
  for (const name of names) {
    const method = (steps as Record<string, unknown>)[name] as
      | ((...args: unknown[]) => Promise<Step>)
      | undefined;
    if (typeof method !== 'function') continue;
    const reads = name === 'next' || name === 'read';
    const taken = (step: Step): Step => {
      if (name === 'return' || name === 'cancel') recording.cancel();
      else if (step.done !== true && reads) read(step.value, recording, adapter);
      else recording.end();
      return step;
    };
    hide(steps, name, (...args: unknown[]) => method.apply(steps, args).then(taken, failed));
  }
}

function read(chunk: unknown, recording: Recording, adapter: Adapter): void {
  try {
    recording.sawChunk();
    adapter.chunk(recording, chunk);
  } catch (error) {
    swallow(error);
  }
}

/**
 * `messages.stream()` and its kin. A listener for errors would silence the rejection of a stream that
 * nobody handles, so events are seen where they are emitted.
 */
function emitter(stream: Emitter, recording: Recording, adapter: Adapter): void {
  const emit = stream._emit;
  if (typeof emit !== 'function') {
    stream.on('end', () => recording.end());
    return;
  }
  hide(stream, '_emit', function (this: Emitter, event: string, ...values: unknown[]) {
    attempt(() => heard(event, values[0], recording, adapter));
    return emit.call(this, event, ...values);
  });
}

function heard(event: string, value: unknown, recording: Recording, adapter: Adapter): void {
  if (event === 'end') recording.end();
  else if (event === 'error' || event === 'abort') recording.fail(value);
  else if (adapter.events?.[event] === 'chunk') read(value, recording, adapter);
  else if (adapter.events?.[event] === 'response') adapter.response(recording, value);
  else if (adapter.events?.[event] === 'touch') recording.sawChunk();
}

/** Takes the place of an own property as it is, or of an inherited one out of sight. */
export function hide(target: object, key: PropertyKey, value: unknown): void {
  const enumerable = Object.getOwnPropertyDescriptor(target, key)?.enumerable ?? false;
  Object.defineProperty(target, key, { value, configurable: true, writable: true, enumerable });
}
