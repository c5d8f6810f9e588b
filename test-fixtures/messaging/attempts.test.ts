/** A job that fails is told for each of its attempts, under its one sender, and nothing is told twice. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { brokers } from './brokers/index.ts';
import {
  collect,
  type Running,
  startProgram,
  startService,
  stopProgram,
  until,
} from './messaging.testkit.ts';

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

it('a worker killed in the middle of a job: what it had done is told, and the next attempt, once each', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(brokers.redis.missing !== undefined, brokers.redis.missing);
  const [collector, service, redis] = await Promise.all([collect(), startService(), brokers.redis.start()]);
  const env = {
    BROKER: redis.url,
    SERVICE: service.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ONETRACE_SPOOL: mkdtempSync(join(tmpdir(), 'onetrace-')),
  };
  const first = startProgram(['receiver.ts', 'bullmq-killed'], { ...env, HANG: '1' });
  let second: Running | undefined;
  try {
    await until(() => first.lines.includes('ready'), 'ready', [first]);
    const sender = startProgram(['sender.ts', 'bullmq-killed', 'cut'], env);
    await until(() => sender.child.exitCode !== null, 'sent', [sender, first]);
    await until(() => service.heard.length === 1, 'in the middle', [first]);
    await sleep(1_000); // what has ended is written down within 100 ms
    first.child.kill('SIGKILL');
    await first.ended;
    second = startProgram(['receiver.ts', 'bullmq-killed'], env);
    await until(() => service.heard.length === 2, 'taken over', [second]);
    const told = () => collector.spans.filter(({ name }) => name === 'GET').length;
    await until(() => told() >= 2, 'told what the killed one had done', [second]);
  } finally {
    first.child.kill('SIGKILL');
    if (second !== undefined) await stopProgram(second);
    await redis.stop();
    service.close();
  }
  const { spans } = collector;
  await collector.close();
  const [sent] = spans.filter(({ name }) => name === 'send jobs');
  const attempts = spans.filter(({ name }) => name === 'process jobs');
  const asks = spans.filter(({ name }) => name === 'GET');
  expect(attempts.map(({ parentSpanId }) => parentSpanId)).toEqual([sent?.spanId]);
  expect(asks).toHaveLength(2);
  expect(new Set(asks.map(({ parentSpanId }) => parentSpanId)).size).toBe(2);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
  expect(service.heard.map(({ session }) => session)).toEqual(['cut', 'cut']);
});

it('a redelivery of amqplib: two attempts, one trace', { timeout: 120_000 }, async ({ skip }) => {
  skip(brokers.rabbitmq.missing !== undefined, brokers.rabbitmq.missing);
  const [collector, service, rabbit] = await Promise.all([
    collect(),
    startService(),
    brokers.rabbitmq.start(),
  ]);
  const env = { BROKER: rabbit.url, SERVICE: service.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const receiver = startProgram(['receiver.ts', 'amqplib-nack'], env);
  try {
    await until(() => receiver.lines.includes('ready'), 'ready', [receiver]);
    const sender = startProgram(['sender.ts', 'amqplib-nack', 'poison'], env);
    await until(() => sender.child.exitCode !== null, 'sent', [sender, receiver]);
    await until(() => service.heard.length >= 2, 'tried twice', [receiver]);
  } finally {
    await stopProgram(receiver);
    await rabbit.stop();
    service.close();
  }
  const { spans } = collector;
  await collector.close();
  const [sent] = spans.filter(({ name }) => name === 'send jobs');
  const attempts = spans.filter(({ name }) => name === 'process jobs');
  expect(attempts.map(({ parentSpanId }) => parentSpanId)).toEqual([sent?.spanId, sent?.spanId]);
  expect(new Set(attempts.map(({ spanId }) => spanId)).size).toBe(2);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(service.heard.map(({ session }) => session)).toEqual(['poison', 'poison']);
});
