/** `run-cases.ts FOLDER NAME=content,serves…`: runs built cases, and prints for each what it printed and its spans, as JSON. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { state } from '../../runtime/core/state.ts';
import { resolvedAttributes } from '../../runtime/trace/resolve-attributes.ts';
import type { Span } from '../../runtime/trace/span.ts';
import { record } from '../record.ts';

/** A case that hangs must not hold the others. */
const LONGEST = 20_000;

const [, , folder = '', ...asked] = process.argv;
const results: Record<string, unknown> = {};

const shown = (span: Span) => ({
  name: span.name,
  kind: span.kind,
  status: span.status,
  traceId: span.trace.traceId,
  spanId: span.spanId,
  parentSpanId: span.parentSpanId,
  statusMessage: span.statusMessage,
  attributes: Object.fromEntries(resolvedAttributes(span)),
});

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

async function run(name: string, asks: readonly string[]): Promise<unknown> {
  const isServer = asks.includes('serves');
  const spans = record({
    serviceName: 'case',
    captureContent: asks.includes('content'),
    ...(isServer && { ignoreRequests: [] }),
  });
  const lines: string[] = [];
  const { log, error } = console;
  console.log = (...values) => void lines.push(values.join(' '));
  console.error = () => {};
  try {
    const file = pathToFileURL(join(folder, `${name}.mjs`)).href;
    const failed = await Promise.race([
      import(file).then(() => undefined, String),
      pause(LONGEST).then(() => 'it takes too long'),
    ]);
    if (failed !== undefined) lines.push(`failed: ${failed}`);
    for (let waits = 0; state.openCalls.size > 0 && waits < 50; waits++) await pause(10);
    await pause(20);
  } finally {
    Object.assign(console, { log, error });
  }
  return { printed: lines.join('\n'), spans: spans.map(shown) };
}

for (const it of asked) {
  const [name = '', asks = ''] = it.split('=');
  results[name] = await run(name, asks.split(','));
}
process.stdout.write(`\n${JSON.stringify(results)}`, () => process.exit(0));
