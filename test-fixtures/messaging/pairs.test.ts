/** Each pair of a sender and a consumer, with its real broker: one trace a message, and nothing that a stranger notices. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collector } from '../../examples/collector/collector.ts';
import { freePort } from './brokers/broker.ts';
import { type Broker, type BrokerName, brokers } from './brokers/index.ts';
import {
  collect,
  type Service,
  startProgram,
  startService,
  stopProgram,
  until,
} from './messaging.testkit.ts';

interface Pair {
  readonly name: string;
  readonly broker: BrokerName;
  /** The names of the spans from sender to consumer. */
  readonly spans: readonly [string, string];
  /** Its messages carry only where `payloadCarriers` allows it. */
  readonly payload?: true;
  /** It comes by HTTP, which the floor of every process hears. */
  readonly http?: true;
}

const PAIRS: readonly Pair[] = [
  { name: 'bullmq', broker: 'redis', spans: ['send jobs', 'process jobs'] },
  { name: 'bullmq-sandbox', broker: 'redis', spans: ['send sandboxed', 'process sandboxed'] },
  { name: 'amqplib', broker: 'rabbitmq', spans: ['send jobs', 'process jobs'] },
  { name: 'amqp-connection-manager', broker: 'rabbitmq', spans: ['send events:job.asked', 'process asked'] },
  { name: 'kafkajs', broker: 'kafka', spans: ['send jobs', 'process jobs'] },
  { name: 'kafkajs-batch', broker: 'kafka', spans: ['send batches', 'process batches'] },
  { name: 'sqs', broker: 'sqs', spans: ['send jobs', 'process jobs'] },
  { name: 'sqs-consumer', broker: 'sqs', spans: ['send asked', 'process asked'] },
  { name: 'sns', broker: 'sqs', spans: ['send asked', 'process from-topic'] },
  { name: 'pg-boss', broker: 'postgres', spans: ['send jobs', 'process jobs'] },
  { name: 'nats', broker: 'nats', spans: ['send jobs', 'process jobs'] },
  { name: 'nats-callback', broker: 'nats', spans: ['send ask', 'process ask'] },
  { name: 'jetstream', broker: 'nats', spans: ['send work.asked', 'process work.asked'] },
  { name: 'mqtt', broker: 'mosquitto', spans: ['send jobs', 'process jobs'] },
  { name: 'grpc', broker: 'none', spans: ['jobs.Jobs/Ask', 'jobs.Jobs/Ask'] },
  { name: 'bee-queue', broker: 'redis', spans: ['send bees', 'process bees'] },
  { name: 'platformatic-kafka', broker: 'kafka-server', spans: ['send records', 'process records'] },
  { name: 'pubsub', broker: 'pubsub', spans: ['send jobs', 'process workers'] },
  { name: 'service-bus', broker: 'service-bus', spans: ['send jobs', 'process jobs'] },
  { name: 'qstash', broker: 'qstash', spans: ['send 127.0.0.1', 'POST'], http: true },
  { name: 'connect', broker: 'none', spans: ['jobs.Jobs/Ask', 'jobs.Jobs/Ask'], http: true },
  { name: 'connect-grpc', broker: 'none', spans: ['jobs.Jobs/Ask', 'jobs.Jobs/Ask'], http: true },
  { name: 'connect-grpc-web', broker: 'none', spans: ['jobs.Jobs/Ask', 'jobs.Jobs/Ask'], http: true },
  { name: 'nest-redis', broker: 'redis', spans: ['send ask', 'process ask'] },
  { name: 'nest-rmq', broker: 'rabbitmq', spans: ['send ask', 'process ask'] },
  { name: 'nest-mqtt', broker: 'mosquitto', spans: ['send ask', 'process ask'] },
  { name: 'nest-kafka', broker: 'kafka', spans: ['send ask', 'process ask'] },
  { name: 'nest-tcp', broker: 'none', spans: ['send ask', 'process ask'] },
  { name: 'graphile-worker', broker: 'postgres', spans: ['send ask', 'process ask'], payload: true },
  { name: 'agenda', broker: 'redis', spans: ['send ask', 'process ask'], payload: true },
  { name: 'redis-streams', broker: 'redis', spans: ['send asked', 'process asked'], payload: true },
  { name: 'node-redis-streams', broker: 'redis', spans: ['send read', 'process read'], payload: true },
  { name: 'socket-io', broker: 'none', spans: ['send ask', 'process ask'], payload: true },
  { name: 'ws', broker: 'none', spans: ['send socket', 'process socket'], payload: true },
];

const running = new Map<BrokerName, Promise<Broker>>();
let collector: Collector;
let service: Service;

beforeAll(async () => {
  [collector, service] = await Promise.all([collect(), startService()]);
});
afterAll(async () => {
  for (const broker of running.values()) await (await broker).stop();
  await collector.close();
  service.close();
});

const brokerOf = (name: BrokerName): Promise<Broker> => {
  const broker = running.get(name) ?? brokers[name].start();
  running.set(name, broker);
  return broker;
};

/** Senders one after the other, each with its texts, and one consumer; what that saw. */
async function run(
  pair: Pair,
  senders: readonly (readonly [texts: readonly string[], isOurs: boolean])[],
  isOurs: boolean,
): Promise<string[]> {
  const broker = await brokerOf(pair.broker);
  const env = (ours: boolean): NodeJS.ProcessEnv => ({
    BROKER: broker.url,
    SERVICE: service.url,
    GRPC: grpc,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    UNTOUCHED: ours ? '' : '1',
    PAYLOAD: pair.payload && isOurs ? '1' : '',
  });
  const grpc = `127.0.0.1:${await freePort()}`;
  const receiver = startProgram(['receiver.ts', pair.name], env(isOurs));
  try {
    await until(() => receiver.lines.includes('ready'), 'ready', [receiver]);
    for (const [texts, ours] of senders) {
      const sender = startProgram(['sender.ts', pair.name, ...texts], env(ours));
      await until(() => sender.child.exitCode !== null, 'sent', [sender, receiver]);
      const has = (text: string): boolean => service.heard.some(({ wanted }) => wanted === text);
      await until(() => texts.every(has), 'worked', [receiver, sender]);
    }
  } finally {
    await stopProgram(receiver);
  }
  return receiver.lines.filter((line) => line.startsWith('{'));
}

const sessionOf = (text: string): string | undefined =>
  service.heard.find(({ wanted }) => wanted === text)?.session;

describe.each(PAIRS)('$name', (pair) => {
  const { missing } = brokers[pair.broker];

  it('is one trace a message, with its session', { timeout: 120_000 }, async ({ skip }) => {
    skip(missing !== undefined, missing);
    const texts = [`${pair.name}-one`, `${pair.name}-two`];
    const stranger = `${pair.name}-stranger`;
    await run(
      pair,
      [
        [texts, true],
        [[stranger], false],
      ],
      true,
    );
    expect(sessionOf(stranger)).toBe('');
    for (const text of texts) {
      const spans = collector.spans.filter(({ attributes }) => attributes['session.id'] === text);
      const shown = spans.map(({ name }) => name);
      expect(new Set(spans.map(({ traceId }) => traceId)).size, shown.join()).toBe(1);
      const [ask] = spans.filter(({ name }) => name === 'ask');
      const [, process] = pair.spans;
      const consumed = spans.find(
        ({ name, parentSpanId }) => name === process && parentSpanId !== ask?.spanId,
      );
      const sent = spans.find(({ spanId }) => spanId === consumed?.parentSpanId);
      expect([sent?.name, consumed?.name, sent?.parentSpanId], shown.join()).toEqual([
        ...pair.spans,
        ask?.spanId,
      ]);
      const work = spans.filter(({ parentSpanId }) => parentSpanId === consumed?.spanId);
      // SQS: the program's own request that deletes the message.
      expect(work.map(({ name }) => name).filter((name) => name !== 'POST')).toEqual(['GET']);
      expect(sessionOf(text)).toBe(text);
    }
  });

  it('a consumer that is not ours notices nothing', { timeout: 120_000 }, async ({ skip }) => {
    skip(missing !== undefined, missing);
    const [plain, carried] = [`${pair.name}-plain`, `${pair.name}-carried`];
    const seen = await run(
      pair,
      [
        [[plain], false],
        [[carried], true],
      ],
      false,
    );
    const [expected, noticed] = [plain, carried].map((text) =>
      seen.filter((line) => line.includes(text)).map((line) => line.replaceAll(text, 'text')),
    );
    expect(expected).toHaveLength(1);
    expect(noticed).toEqual(expected);
    if (!pair.http) expect(sessionOf(carried)).toBe('');
  });
});
