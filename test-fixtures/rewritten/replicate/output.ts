import * as $ot from "onetrace/inject"; import Replicate from 'replicate';

const replicate = new Replicate();
export const draw = (prompt: string) => $ot.replicate("replicate/input.ts:4:41#draw?method=run&proven=1&callee=replicate.run", replicate, "run")('black-forest-labs/flux', { input: { prompt } });
export async function* say(prompt: string) {
  for await (const event of $ot.replicate("replicate/input.ts:6:29#say?method=stream&proven=1&callee=replicate.stream", replicate, "stream")('meta/llama', { input: { prompt } })) yield event.data;
}
export const start = () => $ot.replicate("replicate/input.ts:8:28#start?method=predictions.create&proven=1&callee=replicate.predictions.create", replicate.predictions, "create")({ version: 'v', input: {} });
export const look = (id: string) => replicate.predictions.get(id);
export const job = (queue) => queue.run('nightly');
