import type { BrokerKind } from './broker.ts';
import { kafka } from './kafka.ts';
import { kafkaServer } from './kafka-server.ts';
import { mosquitto } from './mosquitto.ts';
import { nats } from './nats.ts';
import { postgres } from './postgres.ts';
import { pubsub } from './pubsub.ts';
import { qstash } from './qstash.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redis } from './redis.ts';
import { serviceBus } from './service-bus.ts';
import { sqs } from './sqs.ts';

/** No process: the client and the server are all there is. */
const none: BrokerKind = {
  name: 'none',
  missing: undefined,
  start: async () => ({ url: '', port: 0, stop: async () => {} }),
};

export const brokers = {
  redis,
  rabbitmq,
  postgres,
  nats,
  mosquitto,
  kafka,
  'kafka-server': kafkaServer,
  sqs,
  pubsub,
  'service-bus': serviceBus,
  qstash,
  none,
};
export type BrokerName = keyof typeof brokers;
export type { Broker, BrokerKind } from './broker.ts';
