/** Langfuse: its span processor, sessions by `propagateAttributes`; it reads what frameworks tell OpenTelemetry. */
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { propagateAttributes } from '@langfuse/tracing';
import { startPeer } from './otel.mjs';

const exporter = {
  export: (_spans, done) => done({ code: 0 }),
  shutdown: async () => {},
  forceFlush: async () => {},
};
startPeer({
  spanProcessors: [
    new LangfuseSpanProcessor({ exporter, publicKey: 'p', secretKey: 's', baseUrl: 'http://127.0.0.1:9' }),
  ],
  around: (sessionId, run) => propagateAttributes({ sessionId }, run),
});
