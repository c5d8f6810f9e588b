import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import type { Start } from '../contract.ts';
import { appModule } from '../nest-module.ts';

export const start: Start = async (_broker, work) => {
  const app = await NestFactory.createMicroservice(appModule(work), {
    transport: Transport.TCP,
    options: { host: '127.0.0.1', port: Number((process.env.GRPC ?? '').split(':')[1]) },
    logger: ['error'],
  } as never);
  await app.listen();
  return () => app.close();
};
