/** Exit codes of every command. `onetrace help` and plugins/README.md list them. */
export const DONE = 0;
/** What was asked for is not met: a missing site, a problem found, a change declined. */
export const UNMET = 1;
/** Wrong use: the message says what to type. */
export const MISUSED = 2;
