import { createClient } from 'redis';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const redis = await createClient({ url: broker }).connect();
  return { send: (text) => redis.xAdd('read', '*', { text }), close: () => redis.close() };
};
