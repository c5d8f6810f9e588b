/** SQS' ten attributes and its FIFO queues, between a real client and the documented protocol on loopback. */
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Observe } from '../../../runtime/index.ts';
import { sqs } from '../../../runtime/inject.ts';
import { record } from '../../record.ts';
import { type Broker, brokers } from '../brokers/index.ts';

let broker: Broker;
let client: SQSClient;
let QueueUrl: string;

beforeAll(async () => {
  broker = await brokers.sqs.start();
  client = new SQSClient({
    endpoint: broker.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await client.send(new CreateQueueCommand({ QueueName: 'jobs.fifo' }));
  QueueUrl = `${broker.url}/000000000000/jobs.fifo`;
});
afterAll(async () => {
  client.destroy();
  await broker.stop();
});

const site = 'a.ts:1:1#f?method=send&proven=1';

/** The names of what a message with `count` attributes of its own has when it arrives. */
async function arrived(count: number): Promise<string[]> {
  record({});
  const own = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`own${at}`, { DataType: 'Number', StringValue: String(at) }]),
  );
  const command = new SendMessageCommand({
    QueueUrl,
    MessageBody: 'x',
    MessageAttributes: own,
    MessageGroupId: 'g',
    MessageDeduplicationId: String(count),
  });
  await Observe.withTrace('ask', null, () => {
    Observe.setAttribute('session.id', 's-1');
    return (sqs(site, client, 'send') as (it: object) => Promise<unknown>)(command);
  });
  expect(Object.keys(command.input.MessageAttributes ?? {})).toHaveLength(count);
  const receive = new ReceiveMessageCommand({
    QueueUrl,
    MessageAttributeNames: ['All'],
    VisibilityTimeout: 300,
  });
  const { Messages = [] } = await client.send(receive);
  expect(Messages).toHaveLength(1);
  return Object.keys(Messages[0]?.MessageAttributes ?? {}).filter((name) => !name.startsWith('own'));
}

it.each([
  [0, ['baggage', 'traceparent']],
  [8, ['baggage', 'traceparent']],
  [9, ['traceparent']],
  [10, []],
])('with %i attributes of its own a message has room for %j', async (count, names) => {
  expect((await arrived(count)).toSorted()).toEqual(names);
});
