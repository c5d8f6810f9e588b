import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { Cron, Interval } from '@nestjs/schedule';

@Catch()
export class Failures implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost) {
    host.switchToHttp().getResponse().status(500).end();
  }
}

export class Tasks {
  @Cron('45 * * * * *')
  async nightly() {
    await this.work();
  }
  @Interval(1000)
  often() {}
  @MessagePattern('sum')
  sum(data: number[]) {
    return data.length;
  }
  async work() {}
}
