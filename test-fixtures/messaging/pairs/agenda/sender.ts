import { RedisBackend } from '@agendajs/redis-backend';
import { Agenda } from 'agenda';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const agenda = new Agenda({ backend: new RedisBackend({ connectionString: broker }) });
  await agenda.ready;
  return { send: (text) => agenda.now('ask', { text }), close: () => agenda.stop() };
};
