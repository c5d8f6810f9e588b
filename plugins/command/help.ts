/** Help texts, rendered from the table of commands. */
import { COMMANDS, type Command, type CommandOption } from './commands.ts';

const EXIT_CODES = `Exit codes:
  0  done
  1  not met: --require, --fail-on-miss, a problem that doctor found, a change that was declined
  2  wrong use; the message says what to type
`;

export function generalHelp(): string {
  const names = Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary] as const);
  return `Usage: onetrace <command> [options]

${indentedRows(names)}
  -h, --help     help, also for a command: onetrace check --help
  -V, --version  the version

${EXIT_CODES}
Set-up by hand, options of the plugins: https://www.npmjs.com/package/@onetrace/plugins
`;
}

export function commandHelp(command: Command): string {
  const rows = Object.entries(command.options).map(([name, it]) => [optionText(name, it), it.help] as const);
  return `Usage: ${command.usage}

${command.summary.replace(/^./, (first) => first.toUpperCase())}.

${command.details}

${indentedRows([...rows, ['-h, --help', 'this text']])}
${EXIT_CODES}`;
}

function optionText(name: string, { short, value }: CommandOption): string {
  const shown = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return value === undefined ? shown : `${shown} ${value}`;
}

function indentedRows(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}\n`).join('');
}
