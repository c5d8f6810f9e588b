import { run } from 'graphile-worker';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const runner = await run({
    connectionString: broker,
    noHandleSignals: true,
    pollInterval: 200,
    taskList: {
      async ask(payload, helpers) {
        await work((payload as { text: string }).text, [payload, helpers.job.attempts]);
      },
    },
  });
  return () => runner.stop();
};
