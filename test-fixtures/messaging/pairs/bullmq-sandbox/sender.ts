import { Queue } from 'bullmq';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const { hostname, port } = new URL(broker);
  const queue = new Queue('sandboxed', { connection: { host: hostname, port: Number(port) } });
  return {
    send: (text) => queue.add('job', { text }, { attempts: 2, removeOnComplete: true }),
    close: () => queue.close(),
  };
};
