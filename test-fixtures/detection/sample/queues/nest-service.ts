import { InjectQueue } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';

export class Orders {
  constructor(@InjectQueue('orders') private readonly queue: Queue) {}

  place(id: string) {
    return this.queue.add('place', { id });
//         ^          ~ queue bullmq proven
  }
}
