/**
 * Google Pub/Sub on loopback, by the service's own definition, as its emulator serves it (`PUBSUB_EMULATOR_HOST`): one
 * topic goes to every subscription; what is not acknowledged comes again.
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { loadPackageDefinition, Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { Broker, BrokerKind } from './broker.ts';

interface Message {
  readonly data: Buffer;
  readonly attributes: Record<string, string>;
  readonly messageId: string;
  readonly publishTime: object;
}
interface Pull {
  on(event: string, fn: (request: Record<string, unknown>) => void): void;
  write(answer: object): void;
  end(): void;
}
type Answer = (error: null, answer: object) => void;

const definition = (): Record<string, ServiceDefinition> => {
  const json = createRequire(import.meta.url)('@google-cloud/pubsub/build/protos/protos.json') as object;
  const loaded = loadPackageDefinition(fromJSON(json as never, { longs: String, defaults: true })) as never;
  const { Publisher, Subscriber } = (
    loaded as { google: { pubsub: { v1: Record<string, { service: ServiceDefinition }> } } }
  ).google.pubsub.v1;
  return { Publisher: Publisher?.service as never, Subscriber: Subscriber?.service as never };
};

export const pubsub: BrokerKind = {
  name: 'pubsub',
  missing: undefined,
  async start(): Promise<Broker> {
    const waiting: Message[] = [];
    const pulls = new Set<Pull>();
    const deliver = (): void => {
      const [pull] = pulls;
      if (pull === undefined || waiting.length === 0) return;
      const received = waiting.splice(0).map((message) => ({ ackId: message.messageId, message }));
      pull.write({ receivedMessages: received });
    };
    const server = new Server();
    const { Publisher, Subscriber } = definition();
    server.addService(Publisher as ServiceDefinition, {
      publish({ request }: { request: { messages: Message[] } }, answer: Answer) {
        const messageIds = request.messages.map(({ data, attributes }) => {
          const messageId = randomUUID();
          waiting.push({ data, attributes, messageId, publishTime: { seconds: '1', nanos: 0 } });
          return messageId;
        });
        deliver();
        answer(null, { messageIds });
      },
    });
    server.addService(Subscriber as ServiceDefinition, {
      streamingPull(pull: Pull) {
        pulls.add(pull);
        pull.on('data', () => deliver());
        pull.on('cancelled', () => pulls.delete(pull));
        pull.on('end', () => {
          pulls.delete(pull);
          pull.end();
        });
      },
      acknowledge: (_call: unknown, answer: Answer) => answer(null, {}),
      modifyAckDeadline: (_call: unknown, answer: Answer) => answer(null, {}),
    });
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      ),
    );
    return { port, url: `127.0.0.1:${port}`, stop: async () => server.forceShutdown() };
  },
};
