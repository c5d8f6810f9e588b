/** What the `onetrace` command hands on: `view` and `traces`. */
export { runTraces } from './command/traces.ts';
export { runView } from './command/view.ts';
