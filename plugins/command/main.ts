/** The `onetrace` command. */
import { commandArguments, Misuse } from './arguments.ts';
import { check } from './check.ts';
import { HELP } from './help.ts';

/** Exit codes. */
const DONE = 0;
const UNMET = 1;
const MISUSED = 2;

export function main(args: readonly string[]): number {
  try {
    const options = commandArguments(args);
    if (options !== undefined) return check(options) ? DONE : UNMET;
    process.stdout.write(HELP);
    return DONE;
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    process.stderr.write(`onetrace: ${error.message}\nTry: onetrace --help\n`);
    return MISUSED;
  }
}
