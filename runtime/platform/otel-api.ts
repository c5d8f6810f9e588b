/** The parts of `@opentelemetry/api` 1.x that meet us, by structure: the package need not be installed. */

export interface OtelSpanContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly traceState?: { serialize(): string } | undefined;
  readonly isRemote?: boolean;
}

/** Milliseconds since the epoch or since the process's time origin, a date, or `[seconds, nanoseconds]`. */
export type OtelTime = number | Date | readonly [number, number];
export type OtelAttributes = Readonly<Record<string, unknown>>;

export interface OtelLink {
  readonly context: OtelSpanContext;
  readonly attributes?: OtelAttributes | undefined;
}

export interface OtelSpan {
  spanContext(): OtelSpanContext;
  setAttribute(key: string, value: unknown): this;
  setAttributes(attributes: OtelAttributes): this;
  addEvent(name: string, attributesOrTime?: OtelAttributes | OtelTime, time?: OtelTime): this;
  addLink(link: OtelLink): this;
  addLinks(links: readonly OtelLink[]): this;
  setStatus(status: { code: number; message?: string }): this;
  updateName(name: string): this;
  end(time?: OtelTime): void;
  isRecording(): boolean;
  recordException(exception: unknown, time?: OtelTime): void;
}

export interface OtelContext {
  getValue(key: symbol): unknown;
  setValue(key: symbol, value: unknown): OtelContext;
  deleteValue(key: symbol): OtelContext;
}

export interface OtelContextManager {
  active(): OtelContext;
  with<T>(context: OtelContext, fn: (...args: never[]) => T, self?: unknown, ...args: unknown[]): T;
  bind<T>(context: OtelContext, target: T): T;
  enable(): this;
  disable(): this;
  /** Since 1.10. */
  attach?(context: OtelContext): unknown;
}

export interface OtelSpanOptions {
  /** OTLP's `SpanKind` minus one. */
  readonly kind?: number;
  readonly attributes?: OtelAttributes;
  readonly links?: readonly OtelLink[];
  readonly startTime?: OtelTime;
  readonly root?: boolean;
}

export interface OtelTracer {
  startSpan(name: string, options?: OtelSpanOptions, context?: OtelContext): OtelSpan;
}

export interface OtelTracerProvider {
  getTracer(name: string, version?: string): OtelTracer;
  /** Of the API's proxy: the registered provider. */
  getDelegate?(): OtelTracerProvider;
  forceFlush?(): Promise<void>;
}

export interface OtelPropagator {
  inject(
    context: OtelContext,
    carrier: unknown,
    setter: { set(carrier: unknown, key: string, value: string): void },
  ): void;
  extract(
    context: OtelContext,
    carrier: unknown,
    getter: { get(carrier: unknown, key: string): unknown },
  ): OtelContext;
  fields(): string[];
}

/** What is kept at `globalThis[Symbol.for('opentelemetry.js.api.1')]`. */
export interface OtelGlobal {
  readonly version: string;
  trace?: OtelTracerProvider;
  context?: OtelContextManager;
  propagation?: OtelPropagator;
}

/** The namespace of `@opentelemetry/api`, for `init({ otel })`. */
export interface OtelApi {
  readonly trace: { setGlobalTracerProvider(provider: never): boolean };
  readonly context: { setGlobalContextManager(manager: never): boolean };
  readonly propagation: { setGlobalPropagator(propagator: never): boolean };
}

export const GLOBAL_KEY: unique symbol = Symbol.for('opentelemetry.js.api.1') as never;
/** `createContextKey` is `Symbol.for`, so that copies of the API understand each other. */
export const SPAN_KEY: symbol = /* @__PURE__ */ Symbol.for('OpenTelemetry Context Key SPAN');
export const BAGGAGE_KEY: symbol = /* @__PURE__ */ Symbol.for('OpenTelemetry Baggage Key');
export const SUPPRESS_KEY: symbol = /* @__PURE__ */ Symbol.for(
  'OpenTelemetry SDK Context Key SUPPRESS_TRACING',
);
