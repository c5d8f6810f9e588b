import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import type { Start } from '../contract.ts';
import { appModule } from '../nest-module.ts';

export const start: Start = async (broker, work) => {
  const app = await NestFactory.createMicroservice(appModule(work), {
    transport: Transport.MQTT,
    options: { url: broker, protocolVersion: 5 },
    logger: ['error'],
  } as never);
  await app.listen();
  return () => app.close();
};
