import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (_broker) => {
  const client = ClientProxyFactory.create({
    transport: Transport.TCP,
    options: { host: '127.0.0.1', port: Number((process.env.GRPC ?? '').split(':')[1]) },
  } as never);
  await client.connect();
  return { send: (text) => lastValueFrom(client.send('ask', { text })), close: () => client.close() };
};
