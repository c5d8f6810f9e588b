import { SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const consumer = Consumer.create({
    queueUrl: `${broker}/000000000000/asked`,
    sqs: new SQSClient({
      endpoint: broker,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    }) as never,
    messageAttributeNames: ['own'],
    waitTimeSeconds: 1,
    handleMessage: async (message) => {
      await work(message.Body ?? '', message.MessageAttributes);
      return message;
    },
  });
  consumer.start();
  return () => consumer.stop({ abort: true });
};
