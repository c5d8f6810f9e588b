import { Kafka } from 'kafkajs';
const kafka = new Kafka({ brokers: ['b'] });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: 'g' });
export class Events {
  async emit(topic: string, value: string) {
    await producer.send({ topic, messages: [{ value }] });
//        ^        ~ queue kafkajs proven
  }
  async listen(fn: (value: string) => Promise<void>) {
    await consumer.run({ eachMessage: async ({ message }) => fn(String(message.value)) });
//        ^        ~ queue kafkajs proven
    consumer.on('consumer.crash', () => process.exit(1));
//                                ^ boundary registration proven
  }
}
