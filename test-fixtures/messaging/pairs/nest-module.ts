/** A module with one controller, as its authors write it. */
import { Controller, Module } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { Work } from './contract.ts';

export function appModule(work: Work): new () => object {
  @Controller()
  class Asked {
    @MessagePattern('ask')
    async ask(data: { text: string }): Promise<string> {
      await work(data.text, data);
      return 'done';
    }
  }
  @Module({ controllers: [Asked] })
  class AppModule {}
  return AppModule;
}
