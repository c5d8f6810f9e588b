/** An OpenTelemetry provider whose spans stay in memory, and the hooks that instrumentations need. */
import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';

const spans = [];

const shown = (span) => ({
  name: span.name,
  failed: span.status?.code === 2,
  spanId: span.spanContext().spanId,
  parentSpanId: span.parentSpanContext?.spanId ?? span.parentSpanId ?? '',
  attributes: span.attributes,
});

const memory = {
  onStart() {},
  onEnd: (span) => void spans.push(shown(span)),
  forceFlush: async () => {},
  shutdown: async () => {},
};

/** `around` is how the peer says whose session a request is. */
export function startPeer({ instrumentations = [], spanProcessors = [], around = (_session, run) => run() }) {
  new NodeSDK({ instrumentations, spanProcessors: [...spanProcessors, memory], metricReaders: [] }).start();
  const tracer = trace.getTracer('bench');
  globalThis.peer = {
    request: (session, run) =>
      tracer.startActiveSpan('request', async (span) => {
        span.setAttribute('session.id', session);
        try {
          return await around(session, run);
        } finally {
          span.end();
        }
      }),
    take: async () => spans.splice(0),
  };
}
