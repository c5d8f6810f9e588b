/**
 * One program under one contestant: `node program.ts <contestant> <program> <sessions>`. Two of the sessions come one
 * after the other, and one stays open while all others come; says which trace each session is.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CONTESTANTS } from './contestants.ts';

const [, , contestant = '', program = '', count = '3'] = process.argv;
const begin = await CONTESTANTS[contestant]?.begin();
if (begin === undefined) throw new Error(`no contestant ${contestant}`);
const { ask } = (await import(`../../test-fixtures/messaging/boundaries/programs/${program}.ts`)) as {
  ask: (session: string) => Promise<void>;
};
const ids: Record<string, string> = {};
const asSession = (session: string, fn: () => Promise<void>): Promise<void> => {
  const { id, done } = begin(session, fn);
  ids[session] = id;
  return done;
};
const open = asSession('long', async () => {
  await ask('long');
  await sleep(1_500);
});
await sleep(200);
const sessions = Array.from({ length: Number(count) }, (_, index) => `s${index}`);
await Promise.all(sessions.map((session) => asSession(session, () => ask(session))));
for (const session of ['late0', 'late1']) await asSession(session, () => ask(session));
await open;
console.log(JSON.stringify(ids));
process.exit();
