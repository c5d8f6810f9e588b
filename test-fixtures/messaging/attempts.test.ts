/** A job that fails is told for each of its attempts, under its one sender, and nothing is told twice. */
import { expect, it } from 'vitest';
import { brokers } from './brokers/index.ts';
import { collect, startProgram, startService, stopProgram, until } from './messaging.testkit.ts';

it('a poison message of BullMQ: two attempts, two errors, one trace', { timeout: 120_000 }, async ({
  skip,
}) => {
  skip(brokers.redis.missing !== undefined, brokers.redis.missing);
  const [collector, service, redis] = await Promise.all([collect(), startService(), brokers.redis.start()]);
  const env = { BROKER: redis.url, SERVICE: service.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const receiver = startProgram(['receiver.ts', 'bullmq'], env);
  try {
    await until(() => receiver.lines.includes('ready'), 'ready', [receiver]);
    const sender = startProgram(['sender.ts', 'bullmq', 'poison'], env);
    await until(() => sender.child.exitCode !== null, 'sent', [sender, receiver]);
    await until(() => service.heard.length >= 2, 'tried twice', [receiver]);
  } finally {
    await stopProgram(receiver);
    await redis.stop();
    service.close();
  }
  const spans = collector.spans.filter(({ attributes }) => attributes['session.id'] === 'poison');
  await collector.close();
  const [sent] = spans.filter(({ name }) => name === 'send jobs');
  const attempts = spans.filter(({ name }) => name === 'process jobs');
  expect(attempts.map(({ parentSpanId }) => parentSpanId)).toEqual([sent?.spanId, sent?.spanId]);
  expect(attempts.map(({ attributes }) => attributes['error.type'])).toEqual(['Error', 'Error']);
  expect(
    attempts.map(({ attributes }) => attributes['messaging.bullmq.job.attempts_made']).toSorted(),
  ).toEqual([0, 1]);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(service.heard.map(({ session }) => session)).toEqual(['poison', 'poison']);
});
