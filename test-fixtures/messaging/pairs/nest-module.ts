/** What Nest's decorators make of a module with one controller; this loader strips types, and knows no decorators. */
import { Controller, Module } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { Work } from './contract.ts';

export function appModule(work: Work): new () => object {
  class Asked {
    async ask(data: { text: string }): Promise<string> {
      await work(data.text, data);
      return 'done';
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Asked.prototype, 'ask') as PropertyDescriptor;
  MessagePattern('ask')(Asked.prototype, 'ask', descriptor);
  Controller()(Asked);
  class AppModule {}
  Module({ controllers: [Asked] })(AppModule);
  return AppModule;
}
