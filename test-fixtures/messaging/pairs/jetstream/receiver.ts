import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const nc = await connect({ servers: broker });
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: 'work', subjects: ['work.>'] }).catch(() => {});
  await manager.consumers.add('work', { durable_name: 'worker', ack_policy: 'explicit' as never });
  const consumer = await jetstream(nc).consumers.get('work', 'worker');
  const messages = await consumer.consume();
  void (async () => {
    for await (const message of messages) {
      await work(message.string(), message.subject);
      message.ack();
    }
  })();
  return () => nc.drain();
};
