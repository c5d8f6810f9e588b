import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const client = ClientProxyFactory.create({
    transport: Transport.MQTT,
    options: { url: broker, protocolVersion: 5 },
  } as never);
  await client.connect();
  return { send: (text) => lastValueFrom(client.send('ask', { text })), close: () => client.close() };
};
