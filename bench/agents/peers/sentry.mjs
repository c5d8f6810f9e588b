/** Sentry's SDK for Node, with the integrations that it turns on by itself. */
import * as Sentry from '@sentry/node';

const spans = [];
const shown = (it, failed) => ({
  name: it.description ?? '',
  failed: it.status !== undefined && it.status !== 'ok' ? true : failed,
  spanId: it.span_id,
  parentSpanId: it.parent_span_id ?? '',
  attributes: it.data ?? {},
});

Sentry.init({
  dsn: 'http://key@127.0.0.1:9/1',
  tracesSampleRate: 1,
  traceLifecycle: 'static',
  sendDefaultPii: false,
  beforeSendTransaction(event) {
    for (const it of event.spans ?? []) spans.push(shown(it, false));
    return null;
  },
});
globalThis.peer = {
  request: (session, run) =>
    Sentry.withIsolationScope((scope) => {
      scope.setConversationId?.(session);
      return Sentry.startSpan({ name: 'request', attributes: { 'session.id': session } }, run);
    }),
  async take() {
    await Sentry.flush(1_000).catch(() => {});
    return spans.splice(0);
  },
};
