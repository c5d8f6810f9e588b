/** One contestant, in a process of its own: prints what each case said and the spans that it made. */
import { type LlmServer, startLlmServer } from '../../examples/llm-server/server.ts';
import { init } from '../../runtime/api/lifecycle.ts';
import { state } from '../../runtime/core/state.ts';
import { gate, type On, wrappedBy } from '../../test-fixtures/llm/matrix.ts';
import { openaiCases } from '../../test-fixtures/llm/openai-cases.ts';
import { SETUPS, type Setup } from './setups.ts';

const name = process.argv[2] ?? '';
const late = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const direct: On = (receiver, key) =>
  (receiver[key] as (...args: never[]) => unknown).bind(receiver) as never;

async function ours(): Promise<Setup> {
  let ended = 0;
  init({ serviceName: 'behaviour' });
  const add = (spans: readonly unknown[]) => {
    ended += spans.length;
  };
  state.pipeline = { add } as never;
  const untouched = await (SETUPS.untouched as () => Promise<Setup>)();
  return { ...untouched, spans: async () => ended };
}

let unhandled = 0;
let uncaught = '';
process.on('unhandledRejection', () => void unhandled++);
process.on('uncaughtException', (error) => {
  uncaught = String(error);
});

const setup = await (name === 'onetrace' ? ours() : (SETUPS[name] as () => Promise<Setup>)());
const results: Record<string, { said: string; spans: number | null }> = {};
for (const it of openaiCases(setup.Client)) {
  const paced = gate();
  const server: LlmServer = await startLlmServer({ pace: paced });
  const before = (await setup.spans?.()) ?? 0;
  unhandled = 0;
  uncaught = '';
  const world = { url: server.url, on: name === 'onetrace' ? wrappedBy('openai') : direct, saw: paced.saw };
  const outcome = await Promise.race([
    Promise.resolve(world)
      .then(it.run)
      .catch((error) => ({ died: String(error) })),
    late(2000).then(() => ({ died: 'it hangs' })),
  ]);
  await late(30);
  const spans = setup.spans === undefined ? null : (await setup.spans()) - before;
  const said = JSON.stringify({ outcome, unhandled, uncaught }, (_key, value) =>
    value === undefined ? '(undefined)' : value,
  );
  results[it.name] = { said: said.replaceAll(server.url, 'URL'), spans };
  await Promise.race([server.close(), late(300)]);
}
console.log(JSON.stringify(results));
process.exit(0);
