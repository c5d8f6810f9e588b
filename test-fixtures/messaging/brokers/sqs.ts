/**
 * Amazon SQS and SNS on loopback, in the protocols that their documentation describes (`AmazonSQS` JSON 1.0;
 * SNS Query). A message is hidden when it is received, comes again when its visibility ends, and goes when it
 * is deleted.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Broker, BrokerKind } from './broker.ts';

interface Attribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}
interface Stored {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  visibleAt: number;
  received: number;
}
type Input = Readonly<Record<string, unknown>>;

const MOST_ATTRIBUTES = 10;
const md5 = (data: string | Buffer): string => createHash('md5').update(data).digest('hex');

/** The digest that clients check: names sorted, each part preceded by its length. */
function md5OfAttributes(attributes: Readonly<Record<string, Attribute>>): string | undefined {
  const names = Object.keys(attributes).toSorted();
  if (names.length === 0) return undefined;
  const sized = (part: Buffer): Buffer[] => {
    const size = Buffer.alloc(4);
    size.writeInt32BE(part.length);
    return [size, part];
  };
  const parts = names.flatMap((name) => {
    const { DataType, StringValue, BinaryValue } = attributes[name] as Attribute;
    const isText = StringValue !== undefined;
    const value = isText ? Buffer.from(StringValue) : Buffer.from(BinaryValue ?? '', 'base64');
    return [
      ...sized(Buffer.from(name)),
      ...sized(Buffer.from(DataType)),
      Buffer.of(isText ? 1 : 2),
      ...sized(value),
    ];
  });
  return md5(Buffer.concat(parts));
}

class Queue {
  readonly messages: Stored[] = [];

  send(input: Input): Input {
    const attributes = (input.MessageAttributes ?? {}) as Readonly<Record<string, Attribute>>;
    if (Object.keys(attributes).length > MOST_ATTRIBUTES) throw new Error('more than 10 message attributes');
    const body = String(input.MessageBody);
    const delay = Number(input.DelaySeconds ?? 0) * 1000;
    const id = randomUUID();
    this.messages.push({ id, body, attributes, visibleAt: Date.now() + delay, received: 0 });
    return {
      MessageId: id,
      MD5OfMessageBody: md5(body),
      MD5OfMessageAttributes: md5OfAttributes(attributes),
    };
  }

  receive(input: Input): Input[] {
    const now = Date.now();
    const due = this.messages.filter(({ visibleAt }) => visibleAt <= now);
    const wanted = (input.MessageAttributeNames ?? []) as readonly string[];
    return due.slice(0, Number(input.MaxNumberOfMessages ?? 1)).map((message) => {
      message.visibleAt = now + Number(input.VisibilityTimeout ?? 30) * 1000;
      message.received++;
      return this.#shown(message, wanted);
    });
  }

  #shown({ id, body, attributes, received }: Stored, wanted: readonly string[]): Input {
    const isWanted = (name: string): boolean =>
      wanted.some(
        (it) =>
          it === 'All' ||
          it === '.*' ||
          it === name ||
          (it.endsWith('.*') && name.startsWith(it.slice(0, -2))),
      );
    const shown = Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
    return {
      MessageId: id,
      ReceiptHandle: id,
      Body: body,
      MD5OfBody: md5(body),
      Attributes: { ApproximateReceiveCount: String(received) },
      ...(Object.keys(shown).length > 0 && {
        MessageAttributes: shown,
        MD5OfMessageAttributes: md5OfAttributes(shown),
      }),
    };
  }

  delete(handle: unknown): void {
    const at = this.messages.findIndex(({ id }) => id === handle);
    if (at >= 0) this.messages.splice(at, 1);
  }

  show(handle: unknown, seconds: unknown): void {
    const message = this.messages.find(({ id }) => id === handle);
    if (message !== undefined) message.visibleAt = Date.now() + Number(seconds) * 1000;
  }
}

class Account {
  readonly #queues = new Map<string, Queue>();
  readonly #topics = new Map<string, Set<string>>();

  queue(url: unknown): Queue {
    const name = String(url).split('/').at(-1) as string;
    const queue = this.#queues.get(name) ?? new Queue();
    this.#queues.set(name, queue);
    return queue;
  }

  async sqs(action: string, input: Input): Promise<Input> {
    const queue = this.queue(input.QueueUrl ?? input.QueueName);
    const entries = (input.Entries ?? []) as readonly Input[];
    switch (action) {
      case 'CreateQueue':
        return { QueueUrl: `http://queue.local/000000000000/${input.QueueName}` };
      case 'SendMessage':
        return queue.send(input);
      case 'SendMessageBatch':
        return { Successful: entries.map((entry) => ({ Id: entry.Id, ...queue.send(entry) })), Failed: [] };
      case 'ReceiveMessage':
        return { Messages: await this.#poll(queue, input) };
      case 'DeleteMessage':
        return queue.delete(input.ReceiptHandle) ?? {};
      case 'DeleteMessageBatch':
        for (const { ReceiptHandle } of entries) queue.delete(ReceiptHandle);
        return { Successful: entries.map(({ Id }) => ({ Id })), Failed: [] };
      case 'ChangeMessageVisibility':
        return queue.show(input.ReceiptHandle, input.VisibilityTimeout) ?? {};
      default:
        throw new Error(`no ${action} here`);
    }
  }

  async #poll(queue: Queue, input: Input): Promise<Input[]> {
    const until = Date.now() + Math.min(Number(input.WaitTimeSeconds ?? 0), 2) * 1000;
    for (;;) {
      const messages = queue.receive(input);
      if (messages.length > 0 || Date.now() >= until) return messages;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** SNS: `Subscribe` with an SQS queue, `Publish` with or without raw delivery (a topic named `raw…`). */
  sns(form: URLSearchParams): string {
    const topic = form.get('TopicArn') ?? '';
    const action = form.get('Action') as string;
    if (action === 'Subscribe') {
      this.#topics.set(topic, (this.#topics.get(topic) ?? new Set()).add(form.get('Endpoint') as string));
      return xml(action, '<SubscriptionArn>arn:aws:sns:eu-west-1:000000000000:s</SubscriptionArn>');
    }
    const attributes: Record<string, Attribute> = {};
    for (let at = 1; form.has(`MessageAttributes.entry.${at}.Name`); at++) {
      const part = (name: string): string => form.get(`MessageAttributes.entry.${at}.${name}`) ?? '';
      attributes[part('Name')] = { DataType: part('Value.DataType'), StringValue: part('Value.StringValue') };
    }
    const body = form.get('Message') ?? '';
    for (const queue of this.#topics.get(topic) ?? []) this.#deliver(queue, topic, body, attributes);
    return xml(action, `<MessageId>${randomUUID()}</MessageId>`);
  }

  #deliver(queue: string, topic: string, body: string, attributes: Record<string, Attribute>): void {
    const isRaw = topic.split(':').at(-1)?.startsWith('raw') === true;
    const shown = Object.entries(attributes).map(([name, { DataType, StringValue }]) => [
      name,
      { Type: DataType, Value: StringValue },
    ]);
    const wrapped = {
      Type: 'Notification',
      TopicArn: topic,
      Message: body,
      MessageAttributes: Object.fromEntries(shown),
    };
    this.queue(queue).send(
      isRaw ? { MessageBody: body, MessageAttributes: attributes } : { MessageBody: JSON.stringify(wrapped) },
    );
  }
}

const xml = (action: string, result: string): string =>
  `<${action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${action}Result>${result}</${action}Result>` +
  `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

export const sqs: BrokerKind = {
  name: 'sqs',
  missing: undefined,
  async start(): Promise<Broker> {
    const account = new Account();
    const server = createServer(async (request, response) => {
      const [body, target] = [await bodyOf(request), request.headers['x-amz-target']];
      try {
        const answer =
          typeof target === 'string'
            ? JSON.stringify(await account.sqs(target.split('.')[1] as string, JSON.parse(body || '{}')))
            : account.sns(new URLSearchParams(body));
        const type = typeof target === 'string' ? 'application/x-amz-json-1.0' : 'text/xml';
        response.writeHead(200, { 'content-type': type, 'x-amzn-requestid': randomUUID() }).end(answer);
      } catch (error) {
        const fault = { __type: 'com.amazonaws.sqs#InvalidParameterValue', message: String(error) };
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(fault));
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      port,
      url: `http://127.0.0.1:${port}`,
      async stop() {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  },
};
