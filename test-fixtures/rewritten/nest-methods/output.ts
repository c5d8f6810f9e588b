import * as $ot from "onetrace/inject"; import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { Cron, Interval } from '@nestjs/schedule';

@Catch()
export class Failures implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost) {
    const $x = $ot.enterFailure("nest-methods/input.ts:7:3#catch", 0, arguments); try { host.switchToHttp().getResponse().status(500).end();
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
}

export class Tasks {
  @Cron('45 * * * * *')
  async nightly() {
    const $x = $ot.enterTick("nest-methods/input.ts:14:9#nightly?schedule=cron 45 * * * * *", 1); try { $x.in(await $x.out(this.work()));
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  @Interval(1000)
  often() { const $x = $ot.enterTick("nest-methods/input.ts:18:3#often?schedule=interval 1000", 0); try { } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  @MessagePattern('sum')
  sum(data: number[]) {
    const $x = $ot.enterWork("nest-methods/input.ts:20:3#sum?span=sum", 0, arguments, this); try { return $x.end(data.length);
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  async work() {}
}
