/** Completion scripts, generated from the table of commands. */
import type { Arguments } from './arguments.ts';
import { requireOneOf } from './arguments.ts';
import { COMMANDS, type Command, type CommandOption, SHELLS } from './commands.ts';
import { DONE } from './exit-codes.ts';
import { Misuse } from './misuse.ts';

const commands: readonly (readonly [string, Command])[] = Object.entries(COMMANDS);

export function runCompletion({ positionals: [shell] }: Arguments): number {
  if (shell === undefined) throw new Misuse(`name a shell: onetrace completion ${SHELLS.join('|')}`);
  process.stdout.write(SCRIPTS[requireOneOf(SHELLS, shell, 'onetrace completion')]());
  return DONE;
}

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], () => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

const optionWords = ({ options }: Command): string[] =>
  [...Object.keys(options), 'help'].map((name) => `--${name}`);

/** After an option whose values are known, only those are offered. */
const valueCases = (): string =>
  [...new Map(commands.flatMap(([, { options }]) => Object.entries(options)))]
    .filter(([, { choices }]) => choices !== undefined)
    .map(([name, { choices }]) => `    --${name}) words="${choices?.join(' ')}" ;;\n`)
    .join('');

function bashScript(): string {
  const names = `${commands.map(([name]) => name).join(' ')} --help --version`;
  const cases = commands
    .map(([name, it]) => {
      const words = [...optionWords(it), ...argumentWords(it)].join(' ');
      return `      ${name}) words="${words}"${typeof it.completes === 'string' ? ' files=1' : ''} ;;\n`;
    })
    .join('');
  return `_onetrace() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="" files=""
  if [ "$COMP_CWORD" -eq 1 ]; then words="${names}"; else case "$previous" in
${valueCases()}    *) case "\${COMP_WORDS[1]}" in
${cases}    esac ;;
  esac; fi
  COMPREPLY=( $(compgen -W "$words" -- "$current") )
  [ -z "$files" ] || COMPREPLY+=( $(compgen -f -- "$current") )
}
complete -o filenames -F _onetrace onetrace
`;
}

const argumentWords = ({ completes }: Command): readonly string[] =>
  typeof completes === 'string' ? [] : completes;

function zshScript(): string {
  const cases = commands
    .map(([name, it]) => `    ${name}) _arguments ${zshOptions(it).join(' ')} ${zshArguments(it)} ;;\n`)
    .join('');
  const names = commands.map(([name, { summary }]) => `'${name}:${zshText(summary)}'`).join(' ');
  return `#compdef onetrace
_onetrace() {
  if (( CURRENT == 2 )); then
    local -a commands=(${names})
    _describe command commands
    return
  fi
  shift words; (( CURRENT-- ))
  case "$words[1]" in
${cases}  esac
}
compdef _onetrace onetrace
`;
}

/** Quotes and colons have a meaning in zsh's specifications. */
const zshText = (text: string): string => text.replace(/['":[\]]/g, ' ');

const zshOptions = ({ options }: Command): string[] =>
  Object.entries(options).map(
    ([name, { help, type, choices, multiple }]) =>
      `'${multiple ? '*' : ''}--${name}[${zshText(help)}]${
        type === 'boolean' ? '' : `:value:${choices === undefined ? '_files' : `(${choices.join(' ')})`}`
      }'`,
  );

function zshArguments({ completes }: Command): string {
  if (completes === 'files') return "'*:file:_files'";
  return completes === 'folders' ? "'1:folder:_files -/'" : `'1:value:(${completes.join(' ')})'`;
}

function fishScript(): string {
  const lines = commands.flatMap(([name, command]) => [
    `complete -c onetrace -n __fish_use_subcommand -a ${name} -d ${fishText(command.summary)}`,
    ...Object.entries(command.options).map(
      ([option, it]) =>
        `complete -c onetrace -n '__fish_seen_subcommand_from ${name}' -l ${option}${fishValue(it)} -d ${fishText(it.help)}`,
    ),
    ...argumentWords(command).map(
      (word) => `complete -c onetrace -n '__fish_seen_subcommand_from ${name}' -f -a ${word}`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

const fishText = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

const fishValue = ({ type, choices }: CommandOption): string =>
  type === 'boolean' ? '' : choices === undefined ? ' -r' : ` -x -a '${choices.join(' ')}'`;
