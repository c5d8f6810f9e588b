import { jobs } from './queues';
import { channel } from './broker';
import PQueue from 'p-queue';

const tasks = new Set<string>();
const taskQueue = new PQueue();

export async function ask(id: string) {
  await jobs.emailQueue.add('ask', { id });
//      ^               ~ queue bullmq shaped
  channel.sendToQueue('jobs', Buffer.from(id));
//^       ~ queue amqplib shaped
  tasks.add(id);
  return taskQueue.add(() => id);
//       ^         ~ boundary limiter proven
}
