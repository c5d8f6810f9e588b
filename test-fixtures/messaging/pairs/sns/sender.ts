import { PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Connect } from '../contract.ts';

const TopicArn = 'arn:aws:sns:eu-west-1:000000000000:asked';

export const connect: Connect = async (broker) => {
  const client = new SNSClient({
    endpoint: broker,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await client.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: `${broker}/000000000000/from-topic` }),
  );
  return {
    send: (text) => client.send(new PublishCommand({ TopicArn, Message: text })),
    close: () => client.destroy(),
  };
};
