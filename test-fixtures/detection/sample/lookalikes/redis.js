import { createClient } from 'redis';
const redis = createClient();
await redis.connect();
await redis.sendCommand(['PING']);
await redis.set('embeddings', JSON.stringify([1]));
export const stream = () => redis.xLen('k');
