import { activeSpan } from '../core/active-span.ts';
import { type ContextStorage, createStorage } from '../core/context/context.ts';
import { state } from '../core/state.ts';
import { type OtelContext, type OtelContextManager, type OtelSpan, SPAN_KEY } from '../platform/otel-api.ts';
import type { Span } from '../trace/span.ts';
import { Facade } from './facade.ts';
import { pairSpans, spanOf } from './foreign-span.ts';

/** `ROOT_CONTEXT` of the API, which is not imported. */
class Values implements OtelContext {
  readonly #values: ReadonlyMap<symbol, unknown>;

  constructor(values: ReadonlyMap<symbol, unknown>) {
    this.#values = values;
  }

  getValue(key: symbol): unknown {
    return this.#values.get(key);
  }

  setValue(key: symbol, value: unknown): OtelContext {
    return new Values(new Map(this.#values).set(key, value));
  }

  deleteValue(key: symbol): OtelContext {
    const values = new Map(this.#values);
    values.delete(key);
    return new Values(values);
  }
}

const ROOT: OtelContext = /* @__PURE__ */ new Values(/* @__PURE__ */ new Map());

/** The one facade of a span. */
export function facadeOf(span: Span): OtelSpan {
  if (span.otel === undefined) {
    span.otel = new Facade(span);
    pairSpans(span.otel, span);
  }
  return span.otel;
}

/** OpenTelemetry's contexts, whose active span is ours, whichever of the two was entered last. */
export class ContextManager implements OtelContextManager {
  readonly #contexts: ContextStorage<OtelContext> = createStorage<OtelContext>();

  active(): OtelContext {
    const context = this.#contexts.get() ?? ROOT;
    const span = activeSpan();
    if (spanIn(context) === span) return context;
    return span === undefined ? context.deleteValue(SPAN_KEY) : context.setValue(SPAN_KEY, facadeOf(span));
  }

  with<T>(context: OtelContext, fn: (...args: never[]) => T, self?: unknown, ...args: unknown[]): T {
    const call = (): T => Reflect.apply(fn, self, args) as T;
    return this.#contexts.run(context, () => state.context.run(spanIn(context), call));
  }

  bind<T>(context: OtelContext, target: T): T {
    if (typeof target !== 'function') return target;
    const manager = this;
    const bound = function (this: unknown, ...args: unknown[]) {
      return manager.with(context, target as never, this, ...args);
    };
    return Object.defineProperty(bound, 'length', { value: target.length, configurable: true }) as T;
  }

  attach(context: OtelContext): { dispose(): void } {
    const outer = this.active();
    this.#enter(context);
    return { dispose: () => this.#enter(outer) };
  }

  enable(): this {
    return this;
  }

  disable(): this {
    return this;
  }

  #enter(context: OtelContext): void {
    this.#contexts.enter(context);
    state.context.enter(spanIn(context));
  }
}

function spanIn(context: OtelContext): Span | undefined {
  const otel = context.getValue(SPAN_KEY) as OtelSpan | undefined;
  return otel === undefined ? undefined : spanOf(otel, context);
}
