/** `ours.ts PROGRAM CONTENT`: runs the scenarios of a built program under onetrace, and prints its spans as JSON. */
import { state } from '../../runtime/core/state.ts';
import { Observe } from '../../runtime/index.ts';
import { registerProvider } from '../../runtime/otel/provider.ts';
import { resolvedAttributes } from '../../runtime/trace/resolve-attributes.ts';
import type { Span } from '../../runtime/trace/span.ts';
import { record } from '../../test-fixtures/record.ts';
import { BREAKS } from './serve.ts';

const [, , program = '', content = ''] = process.argv;
const spans = record({
  serviceName: 'bench',
  captureContent: content === 'content',
  ...(process.env.OTEL === 'true' && { otel: true }),
});
if (process.env.OTEL === 'true') registerProvider(undefined);
const scenarios = (await import(program)) as Record<string, (ask: string) => Promise<string>>;
const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

const shown = (span: Span) => ({
  name: span.name,
  failed: span.status === 2,
  traceId: span.trace.traceId,
  spanId: span.spanId,
  parentSpanId: span.parentSpanId,
  attributes: Object.fromEntries(resolvedAttributes(span)),
});

const asked = async (): Promise<number> => Number(await (await fetch(`${process.env.COUNT_URL}`)).text());

const results: Record<string, unknown> = {};
for (const [name, run] of Object.entries(scenarios)) {
  const before = await asked();
  let said: unknown;
  await Observe.withTrace('request', {}, async () => {
    Observe.setAttribute('session.id', `s-${name}`);
    said = await run(name === 'fails' ? BREAKS : 'Weather in Oslo?').catch(
      (error) => `failed: ${error?.message}`,
    );
  });
  for (let waits = 0; state.openCalls.size > 0 && waits < 100; waits++) await pause(10);
  await pause(150);
  results[name] = { said, spans: spans.splice(0).map(shown), asked: (await asked()) - before };
  spans.length = 0;
}
process.stdout.write(`\n${JSON.stringify(results)}`, () => process.exit(0));
