/** Programs that run without a build: `node app.js`, `node app.ts`, `tsx app.ts`. */
import { entryOf, isBuildScript } from '../entry.ts';
import type { Project } from '../project.ts';
import { commandCalls, rewriteCommand, sourceArgument } from '../scripts.ts';
import type { SetUp } from '../set-up.ts';

const FLAG = '--import @onetrace/plugins/node';
/** Scripts that start a program, not a build. */
const STARTS = /^(?:start|dev|serve|server|preview|worker|debug)(?::|$)/;

export const nodeDoor = (project: Project): SetUp | undefined =>
  importDoor(project, (rest) => {
    const file = sourceArgument(rest, project);
    return file !== undefined && !isBuildScript(file, project);
  });

/** Adds `--import` to the scripts whose calls pass `isProgram`. */
export function importDoor(project: Project, isProgram: (rest: string) => boolean): SetUp | undefined {
  const names = ['node', 'tsx watch', 'tsx'].filter((name) =>
    commandCalls(project, name).some(({ script, rest }) => STARTS.test(script) && isProgram(rest)),
  );
  if (names.length === 0) return undefined;
  for (const name of names) {
    rewriteCommand(project, name, (rest, script) =>
      STARTS.test(script) && isProgram(rest) && !rest.includes(FLAG) ? commandWith(name, rest) : undefined,
    );
  }
  return {
    tool: names.some((it) => it.startsWith('tsx')) ? 'tsx' : 'Node.js',
    how: `node ${FLAG} in package.json's scripts`,
    // Loaded when the program runs.
    dependencies: ['@onetrace/plugins'],
    entry: entryOf(project),
  };
}

/** Ours comes before tsx's hooks, so that spans have the author's lines. */
function commandWith(name: string, rest: string): string | undefined {
  if (name === 'node') return `node ${FLAG}${rest}`;
  const watch = name === 'tsx watch' || /\s--watch\b/.test(rest) ? ' --watch' : '';
  const others = rest.replace(TSX_ONLY, '');
  // A flag of tsx means nothing to Node, which would not start.
  return UNKNOWN_FLAG.test(others) ? undefined : `node${watch} ${FLAG} --import tsx${others}`;
}

/** Flags that Node has no use for once tsx is imported. */
const TSX_ONLY = /\s--(?:watch|clear-screen)(?:=\S*)?(?=\s|$)/g;
const UNKNOWN_FLAG =
  /\s--(?!(?:env-file|inspect|inspect-brk|enable-source-maps|import|conditions)(?:[=\s]|$))[\w-]+(?=.*\.[cm]?[jt]sx?)/;
