/** What was typed, parsed by the table of commands. */
import { parseArgs } from 'node:util';
import { COMMANDS, type CommandName, parserOptions } from './commands.ts';
import { Misuse } from './misuse.ts';

export interface Arguments {
  readonly positionals: readonly string[];
  readonly isHelp: boolean;
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
}

export function parseCommand(name: CommandName, args: readonly string[]): Arguments {
  const { values, positionals } = parseOptions(name, args);
  const given = values as Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  return {
    positionals,
    isHelp: given.help === true,
    text: (option) => (typeof given[option] === 'string' ? given[option] : undefined),
    texts: (option) => (Array.isArray(given[option]) ? (given[option] as readonly string[]) : []),
    flag: (option) => given[option] === true,
  };
}

function parseOptions(name: CommandName, args: readonly string[]) {
  try {
    const options = parserOptions(COMMANDS[name]);
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    // Node's message ends with advice about `--`, which is true of hardly any mistake here.
    throw new Misuse((error as Error).message.replace(/\. To specify a positional.*$/s, ''));
  }
}

export function requireOneOf<T extends string>(allowed: readonly T[], given: string, option: string): T {
  const found = allowed.find((it) => it === given);
  if (found === undefined) throw new Misuse(`${option} takes ${allowed.join(', ')}, not "${given}"`);
  return found;
}
