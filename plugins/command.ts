/** The `onetrace` command, for the launcher in the package `onetrace`. */
export { main } from './command/main.ts';
