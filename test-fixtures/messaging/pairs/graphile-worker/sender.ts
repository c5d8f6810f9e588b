import { makeWorkerUtils } from 'graphile-worker';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const utils = await makeWorkerUtils({ connectionString: broker });
  await utils.migrate();
  return { send: (text) => utils.addJob('ask', { text }), close: () => utils.release() };
};
