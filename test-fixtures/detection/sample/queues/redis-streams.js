import { createClient } from 'redis';
const redis = createClient();
export const stream = () => redis.xRead({ key: 'k', id: '0' });
//                          ^     ~ queue redis-streams proven
