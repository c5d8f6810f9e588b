import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const client = new SQSClient({
    endpoint: broker,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  return {
    send: (text) =>
      client.send(
        new SendMessageBatchCommand({
          QueueUrl: `${broker}/000000000000/asked`,
          Entries: [
            {
              Id: '1',
              MessageBody: text,
              MessageAttributes: { own: { DataType: 'String', StringValue: 'attribute' } },
            },
          ],
        }),
      ),
    close: () => client.destroy(),
  };
};
