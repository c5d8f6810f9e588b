import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const client = ClientProxyFactory.create({
    transport: Transport.KAFKA,
    options: { client: { brokers: [broker] }, producerOnlyMode: true },
  } as never);
  await client.connect();
  return { send: (text) => lastValueFrom(client.emit('ask', { text })), close: () => client.close() };
};
