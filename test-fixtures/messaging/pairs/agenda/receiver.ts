import { RedisBackend } from '@agendajs/redis-backend';
import { Agenda } from 'agenda';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const agenda = new Agenda({
    backend: new RedisBackend({ connectionString: broker }),
    processEvery: 200,
  });
  agenda.define<{ text: string }>('ask', async (job) => {
    await work(job.attrs.data.text, [job.attrs.name, job.attrs.data]);
  });
  await agenda.start();
  return () => agenda.stop();
};
