/** A span of ours as `@opentelemetry/api` sees it. */
import { endSpan } from '../core/end-span.ts';
import { now } from '../platform/clock.ts';
import type { OtelAttributes, OtelLink, OtelSpan, OtelSpanContext, OtelTime } from '../platform/otel-api.ts';
import { scrubMessage } from '../platform/secrets.ts';
import type { Attributes, AttributeValue } from '../trace/attribute.ts';
import { errorType } from '../trace/error.ts';
import { type Span, STATUS_ERROR } from '../trace/span.ts';
import { traceStateOf } from './remote-span.ts';

export class Facade implements OtelSpan {
  readonly span: Span;

  constructor(span: Span) {
    this.span = span;
  }

  spanContext(): OtelSpanContext {
    const { trace, spanId } = this.span;
    const { traceId, flags, tracestate } = trace;
    return { traceId, spanId, traceFlags: flags & 1, traceState: traceStateOf(tracestate) };
  }

  setAttribute(key: string, value: unknown): this {
    this.span.set(key, value as AttributeValue);
    return this;
  }

  setAttributes(attributes: OtelAttributes): this {
    this.span.setAll(attributes as Attributes);
    return this;
  }

  addEvent(name: string, attributesOrTime?: OtelAttributes | OtelTime, time?: OtelTime): this {
    if (!this.span.recording) return this;
    const timeOnly = isTime(attributesOrTime);
    const attributes = timeOnly ? {} : ((attributesOrTime ?? {}) as Attributes);
    this.span.events ??= [];
    this.span.events.push({
      name,
      time: momentOf(timeOnly ? attributesOrTime : time, this.span.trace.wallOrigin),
      attributes,
    });
    return this;
  }

  addLink({ context, attributes = {} }: OtelLink): this {
    const { traceId, spanId, traceFlags, traceState } = context;
    const tracestate = traceState?.serialize() ?? '';
    this.span.addLink({
      traceId,
      spanId,
      flags: traceFlags,
      tracestate,
      attributes: attributes as Attributes,
    });
    return this;
  }

  addLinks(links: readonly OtelLink[]): this {
    for (const link of links) this.addLink(link);
    return this;
  }

  setStatus({ code, message = '' }: { code: number; message?: string }): this {
    if (this.span.recording && code !== 0) {
      this.span.status = code;
      this.span.statusMessage = code === STATUS_ERROR ? scrubMessage(String(message)) : '';
    }
    return this;
  }

  updateName(name: string): this {
    if (this.span.recording) this.span.name = name;
    return this;
  }

  end(time?: OtelTime): void {
    endSpan(this.span, momentOf(time, this.span.trace.wallOrigin));
  }

  isRecording(): boolean {
    return this.span.recording;
  }

  recordException(exception: unknown, time?: OtelTime): void {
    const { message, stack } = Object(exception) as Partial<Error>;
    const attributes = {
      'exception.type': errorType(exception),
      'exception.message': scrubMessage(String(message ?? exception)),
      'exception.stacktrace': stack,
    };
    this.addEvent('exception', attributes, time);
  }
}

/** A library's own span of a call that we have a span for: what it knows more is put on ours, which goes on. */
export class Folded extends Facade {
  override setAttribute(key: string, value: unknown): this {
    return this.span.attributes.includes(key) ? this : super.setAttribute(key, value);
  }

  override setAttributes(attributes: OtelAttributes): this {
    for (const [key, value] of Object.entries(attributes)) this.setAttribute(key, value);
    return this;
  }

  override setStatus(): this {
    return this;
  }

  override updateName(): this {
    return this;
  }

  override end(): void {}
}

/** A library's own span of what our sites tell of: it only stands for the span that is there. */
export class Silent extends Folded {
  override setAttribute(): this {
    return this;
  }

  override addEvent(): this {
    return this;
  }
}

const isTime = (value: unknown): value is OtelTime =>
  typeof value === 'number' || value instanceof Date || Array.isArray(value);

/** As a moment of `clock.now()`. */
export function momentOf(time: OtelTime | undefined, origin: number): number {
  if (time === undefined) return now();
  const ms =
    typeof time === 'number' ? time : time instanceof Date ? time.getTime() : time[0] * 1e3 + time[1] / 1e6;
  // A small number is `performance.now()` already.
  return ms <= now() ? ms : ms - origin;
}
