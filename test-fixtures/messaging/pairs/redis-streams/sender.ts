import Redis from 'ioredis';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const redis = new Redis(broker);
  return { send: (text) => redis.xadd('asked', '*', 'text', text), close: () => redis.quit() };
};
