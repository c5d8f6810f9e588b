import { NestFactory } from '@nestjs/core';
import { defineEventHandler } from 'h3';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule);
await app.listen(3000);
export const ping = defineEventHandler((event) => event.path);
