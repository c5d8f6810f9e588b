import Queue from 'bee-queue';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const { hostname, port } = new URL(broker);
  const queue = new Queue('bees', { redis: { host: hostname, port: Number(port) }, isWorker: false });
  return {
    send: (text) => queue.createJob({ text }).retries(1).save(),
    close: () => queue.close(),
  };
};
