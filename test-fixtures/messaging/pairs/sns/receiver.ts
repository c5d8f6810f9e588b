import { SQS } from '@aws-sdk/client-sqs';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const sqs = new SQS({
    endpoint: broker,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const QueueUrl = `${broker}/000000000000/from-topic`;
  let isRunning = true;
  const poll = async (): Promise<void> => {
    while (isRunning) {
      const received = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 1 });
      for (const message of received.Messages ?? []) {
        const { Message } = JSON.parse(message.Body ?? '{}');
        await work(Message);
        await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
      }
    }
  };
  const polling = poll();
  return async () => {
    isRunning = false;
    await polling;
  };
};
