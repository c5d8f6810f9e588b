/** How each contestant begins a trace for a session, and which trace that is. */
export type Begin = (
  session: string,
  fn: () => Promise<void>,
) => { readonly id: string; done: Promise<void> };

export interface Contestant {
  /** Node's flags, relative to this folder. */
  readonly imports: readonly string[];
  begin(): Promise<Begin>;
}

export const CONTESTANTS: Readonly<Record<string, Contestant>> = {
  onetrace: {
    imports: ['../../test-fixtures/messaging/rewrite.ts'],
    async begin() {
      const { Observe } = await import('onetrace');
      return (session, fn) => {
        let id = '';
        const done = Observe.withTrace('ask', null, () => {
          Observe.setAttribute('session.id', session);
          id = Observe.getTraceId() ?? '';
          return fn();
        });
        return { id, done };
      };
    },
  },
  OpenTelemetry: {
    imports: ['../peers/opentelemetry-auto.ts'],
    async begin() {
      const { trace } = await import('@opentelemetry/api');
      const tracer = trace.getTracer('isolation');
      return (_session, fn) =>
        tracer.startActiveSpan('ask', { root: true }, (span) => ({
          id: span.spanContext().traceId,
          done: fn().finally(() => span.end()),
        }));
    },
  },
  Sentry: {
    imports: ['../peers/sentry.ts'],
    async begin() {
      const Sentry = await import('@sentry/node');
      return (_session, fn) => {
        let id = '';
        const done = Sentry.startNewTrace(() =>
          Sentry.startSpan({ name: 'ask' }, (span) => {
            id = span.spanContext().traceId;
            return fn();
          }),
        );
        return { id, done };
      };
    },
  },
  'dd-trace': {
    imports: ['../peers/dd-trace.ts'],
    async begin() {
      const { default: tracer } = await import('dd-trace');
      return (_session, fn) => {
        const span = tracer.startSpan('ask');
        const id = span.context().toTraceId(true);
        const done = tracer.scope().activate(span, () => fn().finally(() => span.finish()));
        return { id, done };
      };
    },
  },
};
