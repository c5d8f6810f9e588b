/**
 * Runs one program for many sessions at once, and afterwards one at a time, each in a trace of its own and, where
 * `LONG` is set, inside a request that stays open: `node program.ts <name> <sessions>`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Observe } from 'onetrace';
import type { Ask } from './work.ts';

/** Some programs work by timers that do not hold a process, which may be all that is left of it for a moment. */
setInterval(() => {}, 1_000);

const [, , name = '', count = '3'] = process.argv;
const { ask } = (await import(`./programs/${name}.ts`)) as { ask: Ask };

const asSession = (session: string, fn: () => Promise<void>): Promise<void> =>
  Observe.withTrace('ask', null, () => {
    Observe.setAttribute('session.id', session);
    return fn();
  });

const sessions = Array.from({ length: Number(count) }, (_, index) => `s${index}`);
const open = process.env.LONG
  ? asSession('long', async () => {
      await ask('long');
      await sleep(1_500); // still open while the others come
    })
  : undefined;
if (open !== undefined) await sleep(100);
await Promise.all(sessions.map((session) => asSession(session, () => ask(session))));
for (const session of sessions.slice(0, 2)) await asSession(session, () => ask(session));
await open;
await Observe.flush();
process.exit();
