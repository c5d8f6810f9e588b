import 'reflect-metadata';
import { Readable } from 'node:stream';
import {
  type ArgumentsHost,
  type CallHandler,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  Get,
  Injectable,
  Module,
  type NestInterceptor,
  Param,
  StreamableFile,
} from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Observe } from 'onetrace';
import OpenAI from 'openai';

const { PORT, SECOND_URL } = process.env;
const openai = new OpenAI();

async function ask(id: string) {
  const { found } = await (await fetch(`${SECOND_URL}/?q=${id}`)).json();
  const { choices } = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: `about ${id}` }],
  });
  return { found, answer: choices[0]?.message.content };
}

async function* words(id: string) {
  const stream = await openai.chat.completions.create({
    model: 'paced',
    messages: [{ role: 'user', content: `about ${id}` }],
    stream: true,
  });
  for await (const { choices } of stream) yield choices[0]?.delta.content ?? '';
}

@Injectable()
class Session implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const { headers } = context.switchToHttp().getRequest();
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, headers['x-session']);
    return next.handle();
  }
}

@Catch(RangeError)
class Ranges implements ExceptionFilter {
  catch(error: RangeError, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse();
    response.code(500).send({ error: error.message });
  }
}

@Controller('api')
class Questions {
  @Get('ask/:id')
  async ask(@Param('id') id: string) {
    return ask(id);
  }

  @Get('stream/:id')
  stream(@Param('id') id: string) {
    return new StreamableFile(Readable.from(words(id), { objectMode: false }));
  }

  @Get('fail/:id')
  async fail() {
    await fetch(`${SECOND_URL}/?q=failing`);
    throw new RangeError('broken on purpose');
  }
}

@Module({
  controllers: [Questions],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: Session },
    { provide: APP_FILTER, useClass: Ranges },
  ],
})
class App {}

const app = await NestFactory.create(App, new FastifyAdapter(), { logger: false });
await app.listen(Number(PORT), '127.0.0.1');
