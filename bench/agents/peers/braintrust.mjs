/** Braintrust, by its own hook; its spans go to a background logger that keeps them here. */
import 'braintrust/hook.mjs';
import { initLogger, _exportsForTestingOnly as testing, traced } from 'braintrust';

await testing.simulateLoginForTests();
const background = testing.useTestBackgroundLogger();
initLogger({ projectName: 'bench', projectId: 'bench' });

const shown = (it) => ({
  name: it.span_attributes?.name ?? '',
  failed: it.error !== undefined && it.error !== null,
  spanId: it.span_id,
  parentSpanId: it.span_parents?.[0] ?? '',
  attributes: { 'span.type': it.span_attributes?.type, ...it.metadata, ...it.metrics },
});
globalThis.peer = {
  request: (session, run) => traced(run, { name: 'request', event: { metadata: { 'session.id': session } } }),
  async take() {
    await background.flush();
    return (await background.drain()).map(shown);
  },
};
