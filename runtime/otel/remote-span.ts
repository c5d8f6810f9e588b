import type { OtelSpan, OtelSpanContext } from '../platform/otel-api.ts';
import type { RemoteContext } from '../trace/remote-context.ts';
import { memberValue, withMember } from '../w3c/tracestate.ts';

/** `TraceState` of `@opentelemetry/api` over the header's text. */
export class TraceStateText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get(key: string): string | undefined {
    return memberValue(this.#text, key);
  }

  set(key: string, value: string): TraceStateText {
    return new TraceStateText(withMember(this.#text, key, value));
  }

  unset(key: string): TraceStateText {
    return new TraceStateText(withMember(this.#text, key, ''));
  }

  serialize(): string {
    return this.#text;
  }
}

export const traceStateOf = (text: string): TraceStateText | undefined =>
  text === '' ? undefined : new TraceStateText(text);

/** A span of another process, as OpenTelemetry keeps it in a context: it has an identity and does nothing. */
export class RemoteSpan implements OtelSpan {
  readonly remote: RemoteContext;

  constructor(remote: RemoteContext) {
    this.remote = remote;
  }

  spanContext(): OtelSpanContext {
    const { traceId, parentId, flags, tracestate } = this.remote;
    return {
      traceId,
      spanId: parentId,
      traceFlags: flags,
      traceState: traceStateOf(tracestate),
      isRemote: true,
    };
  }

  setAttribute(): this {
    return this;
  }

  setAttributes(): this {
    return this;
  }

  addEvent(): this {
    return this;
  }

  addLink(): this {
    return this;
  }

  addLinks(): this {
    return this;
  }

  setStatus(): this {
    return this;
  }

  updateName(): this {
    return this;
  }

  end(): void {}

  isRecording(): boolean {
    return false;
  }

  recordException(): void {}
}

/** What a suppressed call gets, by the API's `INVALID_SPAN_CONTEXT`. */
export const invalidSpan = (): RemoteSpan =>
  new RemoteSpan({
    traceId: '0'.repeat(32),
    parentId: '0'.repeat(16),
    flags: 0,
    tracestate: '',
    entries: [],
  });
