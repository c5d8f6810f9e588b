/** The `onetrace` command. */
import { commandArguments } from './arguments.ts';
import { check } from './check.ts';
import { HELP } from './help.ts';
import { Misuse } from './misuse.ts';

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
