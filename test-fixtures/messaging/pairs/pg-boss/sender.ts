import { PgBoss } from 'pg-boss';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const boss = new PgBoss({ connectionString: broker, supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue('jobs');
  return { send: (text) => boss.send('jobs', { text }), close: () => boss.stop({ graceful: false }) };
};
