/** The commands as data: help, completions and the parser read this table. */
import type { ParseArgsOptionsConfig } from 'node:util';
import type { SiteKind } from '@onetrace/transformer';

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  /** How help names the value: `<format>`. */
  readonly value?: string;
  /** Values that a shell may complete. */
  readonly choices?: readonly string[];
  readonly help: string;
}

export interface Command {
  readonly usage: string;
  readonly summary: string;
  /** What a person should know beyond the options. */
  readonly details: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** What a shell completes for arguments. */
  readonly completes: 'files' | 'folders' | readonly string[];
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** Values of `--format`. */
export const FORMAT_NAMES = ['pretty', 'tsv', 'json', 'sarif', 'github'] as const;

const KINDS: Readonly<Record<SiteKind, true>> = {
  fetch: true,
  llm: true,
  tool: true,
  handler: true,
  queue: true,
  boundary: true,
  traced: true,
};

export const KIND_NAMES: readonly SiteKind[] = Object.keys(KINDS) as SiteKind[];

const INCLUDE: CommandOption = {
  type: 'string',
  multiple: true,
  value: '<glob>',
  help: 'only files that match; may be given again',
};
const EXCLUDE: CommandOption = { ...INCLUDE, help: 'no files that match; may be given again' };

const PATHS = `Paths are files or folders; default: this folder. Folders are searched for .ts .tsx .mts .cts .js .jsx
.mjs .cjs, but not for .d.ts and .min.js, and not inside node_modules, dist, .git and other folders that tools
write.`;

const init: Command = {
  usage: 'onetrace init [folder]',
  summary: 'sets onetrace up in a project',
  details: `Finds the build tool, the framework, the package manager, the module kind and the TypeScript version; shows
every change as a diff, asks once, applies it, and runs "onetrace check". A file that it does not understand is
never edited: then it prints the lines for you to add. Undo is "git checkout".`,
  options: {
    yes: { type: 'boolean', short: 'y', help: 'apply without asking' },
    'dry-run': { type: 'boolean', help: 'show the changes and apply none' },
    'no-install': { type: 'boolean', help: 'change package.json, but do not run the package manager' },
  },
  completes: 'folders',
};

const check: Command = {
  usage: 'onetrace check [path ...]',
  summary: 'lists what would be rewritten, and why the rest is left alone',
  details: `Changes nothing.

${PATHS}

Files are named relative to the folder where the only path is one, else to this folder. Lines and columns are
1-based, columns in UTF-16 units: of the call's first character, and of its method's name.

tsv     a line for each site, no header:
        file, line, column, kind, proven|shaped, method line, method column, rule, function
json    one object, { files, sites, misses, messages }
sarif   SARIF 2.1.0, for code scanning: near misses and messages as results
github  annotations of a GitHub workflow: near misses and messages as notices and warnings

A file that does not parse is reported, and is not a failure.`,
  options: {
    format: {
      type: 'string',
      value: '<format>',
      choices: FORMAT_NAMES,
      help: `${FORMAT_NAMES.join(', ')}; default pretty`,
    },
    project: {
      type: 'string',
      value: '<tsconfig>',
      help: 'ask the type checker of this project, as the option "types" of the plugins and tspc do',
    },
    include: INCLUDE,
    exclude: EXCLUDE,
    require: {
      type: 'string',
      multiple: true,
      value: '<kinds>',
      choices: KIND_NAMES,
      help: `fail unless there is a site of each kind: ${KIND_NAMES.join(',')}`,
    },
    'fail-on-miss': { type: 'boolean', help: 'fail on any near miss' },
  },
  completes: 'files',
};

const diff: Command = {
  usage: 'onetrace diff [path ...]',
  summary: 'shows what the transformer does to files',
  details: `${PATHS}

Prints a patch; on a terminal that is wide enough, --side-by-side puts your text beside the rewritten one.`,
  options: {
    'side-by-side': { type: 'boolean', help: 'your text on the left, the rewritten one on the right' },
    include: INCLUDE,
    exclude: EXCLUDE,
  },
  completes: 'files',
};

const doctor: Command = {
  usage: 'onetrace doctor [folder]',
  summary: 'finds out why there are no spans',
  details: `Looks at the project (packages, plugins, build output), at the OTEL_* and AISDK_* variables, and at what answers
at the endpoint. Sends one empty export request there, and changes nothing.`,
  options: {
    endpoint: { type: 'string', value: '<url>', help: 'the endpoint to try; default: from the variables' },
  },
  completes: 'folders',
};

const view: Command = {
  usage: 'onetrace view [options] [file ...]',
  summary: 'shows traces in a local page (package @onetrace/viewer)',
  details: 'Its options: onetrace view --help',
  options: {},
  completes: 'files',
};

const traces: Command = {
  usage: 'onetrace traces [trace id] [options]',
  summary: 'prints traces that the viewer keeps (package @onetrace/viewer)',
  details: 'Its options: onetrace traces --help',
  options: {},
  completes: [],
};

const completion: Command = {
  usage: `onetrace completion <${SHELLS.join('|')}>`,
  summary: 'prints a completion script for a shell',
  details: `bash  eval "$(onetrace completion bash)"      in ~/.bashrc
zsh   eval "$(onetrace completion zsh)"       in ~/.zshrc
fish  onetrace completion fish | source       in ~/.config/fish/config.fish`,
  options: {},
  completes: SHELLS,
};

export type CommandName = 'init' | 'check' | 'diff' | 'doctor' | 'view' | 'traces' | 'completion';

/** In the order of help. */
export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  init,
  check,
  diff,
  doctor,
  view,
  traces,
  completion,
};

/** The table's options in the form that `parseArgs` takes. */
export function parserOptions({ options }: Command): ParseArgsOptionsConfig {
  const own = Object.entries(options).map(([name, { type, multiple, short }]) => [
    name,
    { type, ...(multiple && { multiple }), ...(short !== undefined && { short }) },
  ]);
  return { ...Object.fromEntries(own), help: { type: 'boolean', short: 'h' } };
}
