import * as $ot from "onetrace/inject"; import { NestFactory } from '@nestjs/core';
import { defineEventHandler } from 'h3';
import { AppModule } from './app.module.js';

const app = await $ot.nest("nest/input.ts:5:19#?callee=NestFactory.create", NestFactory, "create")(AppModule);
await app.listen(3000);
export const ping = defineEventHandler($ot.handler("nest/input.ts:7:40#", (event) => event.path));
