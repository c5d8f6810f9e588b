/**
 * Seeing what a client's method gave, without the program noticing: objects are changed in place, never
 * replaced by proxies; private fields, classes and single-use bodies stay what they are.
 */
import { runWithSpan } from '../../core/active-span.ts';
import { reportInternalError, tryOrReport } from '../../core/diagnostics.ts';
import { now } from '../../platform/clock.ts';
import { startTimer } from '../../platform/timer.ts';
import { isPromise, isWatchable, tap, watchPromise } from '../../platform/watch-promise.ts';
import type { Adapter } from './adapter.ts';
import type { LlmSpan } from './llm-span.ts';

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

type Tap = (result: object, llmSpan: LlmSpan, adapter: Adapter) => void;

/** Watches whatever a method returned, and ends the recording with it. Never throws. */
export function tapResult(result: unknown, llmSpan: LlmSpan, adapter: Adapter): void {
  try {
    if (adapter.observe?.(result, llmSpan)) return;
    if (typeof result !== 'object' || result === null) return llmSpan.end();
    formOf(result)(result, llmSpan, adapter);
  } catch (error) {
    reportInternalError(error); // it is frozen, or its getters throw
    llmSpan.end();
  }
}

/**
 * The same of a promise that nobody has seen, or that is awaited where it was made: the one that is returned
 * is to take its place.
 */
export function tapUnseen(result: unknown, llmSpan: LlmSpan, adapter: Adapter): unknown {
  if (!isPromise(result) || Object.getPrototypeOf(result) !== Promise.prototype || isOwnKind(result)) {
    tapResult(result, llmSpan, adapter);
    return result;
  }
  return tap(
    result,
    (value) => tapResult(value, llmSpan, adapter),
    (error) => llmSpan.fail(error),
  );
}

/** A client's own promise, in spite of its prototype. */
const isOwnKind = (promise: object): boolean => 'responsePromise' in promise || 'innerPromise' in promise;

function formOf(result: object): Tap {
  if (isApiPromise(result)) return apiPromise as Tap;
  if ('innerPromise' in result && isPromise(result.innerPromise)) return innerPromise as Tap;
  if (isPromise(result)) return plainPromise as Tap;
  if ('on' in result && typeof result.on === 'function') return tapEmitter as Tap;
  if ('iterator' in result && typeof result.iterator === 'function') return sdkStream as Tap;
  if (result instanceof ReadableStream) return tapReadable as Tap;
  if (Symbol.asyncIterator in result) return asyncIterable as Tap;
  return tapWhole;
}

const isApiPromise = (result: object): boolean =>
  'responsePromise' in result &&
  'parseResponse' in result &&
  isPromise(result.responsePromise) &&
  typeof result.parseResponse === 'function';

const tapWhole: Tap = (body, llmSpan, adapter) => {
  tryOrReport(() => adapter.response(llmSpan, body));
  llmSpan.end();
};

function plainPromise(promise: Promise<unknown>, llmSpan: LlmSpan, adapter: Adapter): void {
  const settled = (value: unknown) => tapResult(value, llmSpan, adapter);
  const failed = (error: unknown) => llmSpan.fail(error);
  if (isWatchable(promise)) watchPromise(promise, settled, failed);
  else llmSpan.end();
}

/** Cohere's promise keeps the one that its methods read, of the parsed body with the raw response. */
function innerPromise(promise: object, llmSpan: LlmSpan, adapter: Adapter): void {
  const { innerPromise: inner } = promise as { innerPromise: Promise<{ data?: unknown } | undefined> };
  watchPromise(
    inner,
    (answer) => tapResult((answer as { data?: unknown } | undefined)?.data, llmSpan, adapter),
    (error) => llmSpan.fail(error),
    { fresh: true },
  );
}

/** openai, anthropic and their generated siblings: the body is parsed when somebody asks for it. */
function apiPromise(promise: ApiPromise, llmSpan: LlmSpan, adapter: Adapter): void {
  const { parseResponse, parse, asResponse, _thenUnwrap: thenUnwrap } = promise;
  let wanted = false;
  let raw = false;
  let seen = false;
  const see = (body: unknown) => {
    if (!seen) tapResult(body, llmSpan, adapter);
    seen = true;
  };
  const answered = () => {
    llmSpan.answered = now();
    if (raw && !wanted) llmSpan.end();
    else if (!wanted) giveUpLater(llmSpan);
  };
  const failed = (error: unknown) => llmSpan.fail(error);
  promise.responsePromise = tap(promise.responsePromise, answered, failed);
  promise.parseResponse = function (client, props) {
    const parsed = parseResponse.call(this, client, props);
    return isPromise(parsed) ? tap(parsed, see, failed) : parsed;
  };
  defineHidden(promise, 'parse', function (this: ApiPromise) {
    wanted = true;
    return parse.call(this);
  });
  // Some versions derive from the request, not from this promise: the body passes the transform.
  defineHidden(
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
  defineHidden(promise, 'asResponse', function (this: ApiPromise) {
    raw = true;
    if (!wanted && llmSpan.answered > 0) llmSpan.end(llmSpan.answered);
    return asResponse.call(this);
  });
}

/** A success that nobody awaits is never parsed; its call was over with the headers. */
function giveUpLater(llmSpan: LlmSpan): void {
  startTimer(GRACE, () => llmSpan.end(llmSpan.answered), false);
}

/** Ends the span of a stream that nobody reads and nobody keeps. */
export const forgotten: FinalizationRegistry<LlmSpan> = /* @__PURE__ */ new FinalizationRegistry(
  (llmSpan: LlmSpan) => llmSpan.abandon(),
);

function sdkStream(stream: SdkStream, llmSpan: LlmSpan, adapter: Adapter): void {
  const { iterator, controller } = stream;
  stream.iterator = function (this: unknown) {
    const steps = iterator.call(this as SdkStream);
    steppedBy(steps, llmSpan, adapter);
    return steps;
  };
  controller?.signal.addEventListener('abort', onAbort(llmSpan), { once: true });
  forgotten.register(stream, llmSpan);
}

function asyncIterable(iterable: AsyncIterable<unknown>, llmSpan: LlmSpan, adapter: Adapter): void {
  // Nobody may ever take a step of it, or the last one.
  forgotten.register(iterable, llmSpan);
  if ('next' in iterable) steppedBy(iterable as unknown as AsyncIterator<unknown>, llmSpan, adapter);
  const open = iterable[Symbol.asyncIterator];
  defineHidden(iterable, Symbol.asyncIterator, function (this: AsyncIterable<unknown>) {
    const steps = open.call(this);
    // One that steps by itself may step through another.
    if (steps !== (iterable as unknown)) steppedBy(steps, llmSpan, adapter);
    return steps;
  });
}

/** However it is read: by iteration, by a reader, or in two halves. */
function tapReadable(stream: ReadableStream, llmSpan: LlmSpan, adapter: Adapter): void {
  // One that steps by itself does it through a reader.
  if ('next' in stream) forgotten.register(stream, llmSpan);
  else asyncIterable(stream, llmSpan, adapter);
  const { getReader, tee, cancel } = stream as ReadableStream & { getReader: () => object };
  defineHidden(stream, 'getReader', function (this: ReadableStream, ...args: []) {
    const reader = getReader.apply(this, args) as ReadableStreamDefaultReader;
    watchSteps(reader, ['read', 'cancel'], llmSpan, adapter);
    return reader;
  });
  defineHidden(stream, 'tee', function (this: ReadableStream) {
    const halves = tee.call(this);
    for (const half of halves) tapReadable(half, llmSpan, adapter);
    return halves;
  });
  defineHidden(stream, 'cancel', function (this: ReadableStream, reason?: unknown) {
    llmSpan.cancel();
    return cancel.call(this, reason);
  });
}

/**
 * A function of its own: the caller's signal may live for as long as the program, and what it listens with must not
 * hold the stream, nor a call that has ended.
 */
function onAbort(llmSpan: LlmSpan): () => void {
  const watched = new WeakRef(llmSpan);
  return () => {
    const call = watched.deref();
    if (call !== undefined) endAbandoned(call);
  };
}

/** A stream that breaks aborts its request first, and tells its reader why a moment later. */
function endAbandoned(llmSpan: LlmSpan): void {
  const moment = now();
  startTimer(0, () => llmSpan.cancel(moment), true);
}

/** The iterator keeps its class: only its own steps are looked at on their way. */
function steppedBy(steps: AsyncIterator<unknown>, llmSpan: LlmSpan, adapter: Adapter): void {
  watchSteps(steps, ['next', 'return', 'throw'], llmSpan, adapter);
}

type Step = IteratorResult<unknown>;

/** What is done with a step is made once, not for every chunk. */
function watchSteps(steps: object, names: readonly string[], llmSpan: LlmSpan, adapter: Adapter): void {
  const { span } = llmSpan;
  const failed = (error: unknown): never => {
    llmSpan.fail(error);
    throw error;
  };
  for (const name of names) {
    const method = (steps as Record<string, unknown>)[name] as
      | ((...args: unknown[]) => Promise<Step>)
      | undefined;
    if (typeof method !== 'function') continue;
    const reads = name === 'next' || name === 'read';
    const taken = (step: Step): Step => {
      if (name === 'return' || name === 'cancel') llmSpan.cancel();
      else if (step.done !== true && reads) tapChunk(step.value, llmSpan, adapter);
      else llmSpan.end();
      return step;
    };
    // A generator only begins to ask its model here, in whose context this may be.
    const step = (...args: unknown[]): Promise<Step> => runWithSpan(span, () => method.apply(steps, args));
    defineHidden(steps, name, (...args: unknown[]) => step(...args).then(taken, failed));
  }
}

export function tapChunk(chunk: unknown, llmSpan: LlmSpan, adapter: Adapter): void {
  try {
    llmSpan.markChunk();
    adapter.chunk(llmSpan, chunk);
  } catch (error) {
    reportInternalError(error);
  }
}

/**
 * `messages.stream()` and its kin. A listener for errors would silence the rejection of a stream that
 * nobody handles, so events are seen where they are emitted.
 */
function tapEmitter(stream: Emitter, llmSpan: LlmSpan, adapter: Adapter): void {
  const emit = stream._emit;
  if (typeof emit !== 'function') {
    stream.on('end', () => llmSpan.end());
    return;
  }
  defineHidden(stream, '_emit', function (this: Emitter, event: string, ...values: unknown[]) {
    tryOrReport(() => readEvent(event, values[0], llmSpan, adapter));
    return emit.call(this, event, ...values);
  });
}

function readEvent(event: string, value: unknown, llmSpan: LlmSpan, adapter: Adapter): void {
  if (event === 'end') llmSpan.end();
  else if (event === 'error' || event === 'abort') llmSpan.fail(value);
  else if (adapter.events?.[event] === 'chunk') tapChunk(value, llmSpan, adapter);
  else if (adapter.events?.[event] === 'response') adapter.response(llmSpan, value);
  else if (adapter.events?.[event] === 'touch') llmSpan.markChunk();
}

/** Takes the place of an own property as it is, or of an inherited one out of sight. */
export function defineHidden(target: object, key: PropertyKey, value: unknown): void {
  const enumerable = Object.getOwnPropertyDescriptor(target, key)?.enumerable ?? false;
  Object.defineProperty(target, key, { value, configurable: true, writable: true, enumerable });
}
