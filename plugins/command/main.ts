/** The `onetrace` command. */
import { createRequire } from 'node:module';
import { parseCommand } from './arguments.ts';
import { COMMANDS, type CommandName } from './commands.ts';
import { DONE, MISUSED } from './exit-codes.ts';
import { commandHelp, generalHelp } from './help.ts';
import { Misuse } from './misuse.ts';
import { viewerCommand } from './viewer.ts';

/** Runs a command, and returns the exit code. Throws only where onetrace itself is at fault. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await runCommand(args);
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    process.stderr.write(`onetrace: ${error.message}\nTry: onetrace --help\n`);
    return MISUSED;
  }
}

async function runCommand([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return printHelp(args[0]);
  if (name === '--version' || name === '-V') return printText(`${ownVersion()}\n`);
  const command = commandNamed(name);
  // The viewer reads its own options.
  if (command === 'view' || command === 'traces') return (await viewerCommand([command, ...args])) ?? MISUSED;
  const parsed = parseCommand(command, args);
  if (parsed.isHelp) return printText(commandHelp(COMMANDS[command]));
  // Loaded when needed: `check` must not pay for the prompts of `init`.
  switch (command) {
    case 'check':
      return (await import('./check.ts')).runCheck(parsed);
    case 'diff':
      return (await import('./diff/diff.ts')).runDiff(parsed);
    case 'init':
      return (await import('./init/init.ts')).runInit(parsed);
    case 'doctor':
      return (await import('./doctor/doctor.ts')).runDoctor(parsed);
    case 'completion':
      return (await import('./completion.ts')).runCompletion(parsed);
  }
}

function printHelp(name: string | undefined): number {
  return printText(name === undefined ? generalHelp() : commandHelp(COMMANDS[commandNamed(name)]));
}

function printText(text: string): number {
  process.stdout.write(text);
  return DONE;
}

function commandNamed(name: string): CommandName {
  if (Object.hasOwn(COMMANDS, name)) return name as CommandName;
  throw new Misuse(`there is no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}`);
}

function ownVersion(): string {
  const require = createRequire(import.meta.url);
  return (require('@onetrace/plugins/package.json') as { version: string }).version;
}
