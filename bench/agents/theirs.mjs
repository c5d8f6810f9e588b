/**
 * `theirs.mjs PROGRAM`: the scenarios of a program as it was written, under the peer that `--import` has set up:
 * `globalThis.peer.request(session, run)` runs a request as the peer's own documentation says, `take()` gives its spans.
 */
import { writeSync } from 'node:fs';

const [, , program = ''] = process.argv;
const { peer } = globalThis;
// Of a CommonJS module, which has a default of its own.
const { default: _default, 'module.exports': _exports, __esModule, ...scenarios } = await import(program);
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const asked = async () => Number(await (await fetch(`${process.env.COUNT_URL}`)).text());

const results = {};
for (const [name, run] of Object.entries(scenarios)) {
  const before = await asked();
  let said;
  await peer.request(`s-${name}`, async () => {
    said = await run(name === 'fails' ? 'break now' : 'Weather in Oslo?').catch(
      (error) => `failed: ${error?.message}`,
    );
  });
  await pause(300);
  results[name] = { said, spans: await peer.take(), asked: (await asked()) - before };
}
writeSync(1, `\n${JSON.stringify(results)}`);
process.exit(0);
