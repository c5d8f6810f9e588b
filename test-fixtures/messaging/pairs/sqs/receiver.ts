import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Start } from '../contract.ts';

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };

export const start: Start = async (broker, work) => {
  const client = new SQSClient({ endpoint: broker, region: 'eu-west-1', credentials });
  const QueueUrl = `${broker}/000000000000/jobs`;
  let isRunning = true;
  async function poll(): Promise<void> {
    while (isRunning) {
      const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
      const { Messages } = await client.send(receive);
      for (const message of Messages ?? []) {
        const { ReceiptHandle, ...rest } = message;
        await work(message.Body ?? '', Object.keys(rest));
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }
  const polling = poll();
  return async () => {
    isRunning = false;
    await polling;
  };
};
