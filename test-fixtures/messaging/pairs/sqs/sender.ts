import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Connect } from '../contract.ts';

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };

export const connect: Connect = async (broker) => {
  const client = new SQSClient({ endpoint: broker, region: 'eu-west-1', credentials });
  await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  const QueueUrl = `${broker}/000000000000/jobs`;
  return {
    send: (text) => client.send(new SendMessageCommand({ QueueUrl, MessageBody: text })),
    close: () => client.destroy(),
  };
};
