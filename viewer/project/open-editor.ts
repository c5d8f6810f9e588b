/** Opens a file of the project in the user's editor, at a line and column. */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import type { Manifests } from './manifest.ts';

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** By the editor's command: how it is told where. */
const FORMS: readonly [RegExp, (place: Place) => string[]][] = [
  [
    /^(?:code|code-insiders|codium|cursor|windsurf|positron|trae)/,
    ({ file, line, column }) => ['-g', `${file}:${line}:${column}`],
  ],
  [
    /^(?:subl|sublime_text|zed|zeditor|atom|hx|helix|micro)/,
    ({ file, line, column }) => [`${file}:${line}:${column}`],
  ],
  [
    /^(?:idea|webstorm|pycharm|phpstorm|rubymine|goland|rider|clion)/,
    ({ file, line, column }) => ['--line', `${line}`, '--column', `${column}`, file],
  ],
  [/^(?:vim|nvim|gvim|mvim|vi)$/, ({ file, line, column }) => [`+call cursor(${line},${column})`, file]],
  [/^(?:emacs|emacsclient)/, ({ file, line, column }) => [`+${line}:${column}`, file]],
];

/** What was started, or why not. Only files that a manifest names, inside of its folder by their real path. */
export function openEditor(
  manifests: Manifests,
  place: Place,
  env: NodeJS.ProcessEnv,
): { opened: string } | { refused: string } {
  const path = manifests.fileOf(place.file);
  if (path === undefined) return { refused: `${place.file} is not a file of this project's builds` };
  const root = manifests.all().find((it) => path.startsWith(it.root))?.root ?? '';
  try {
    if (!realpathSync(path).startsWith(realpathSync(root)))
      return { refused: `${place.file} is outside of the project` };
  } catch {
    return { refused: `${place.file} is not there any more` };
  }
  const command = env['ONETRACE_EDITOR'] ?? env['VISUAL'] ?? env['EDITOR'] ?? 'code';
  const [program = 'code', ...args] = command.split(' ').filter(Boolean);
  const form = FORMS.find(([name]) => name.test(basename(program)))?.[1] ?? (({ file }: Place) => [file]);
  // Never through a shell: nothing of a name is a command.
  const child = spawn(program, [...args, ...form({ ...place, file: path })], {
    stdio: 'ignore',
    detached: true,
  });
  child.on('error', () => {});
  child.unref();
  return { opened: `${program} ${place.file}:${place.line}:${place.column}` };
}
