/** The `scripts` of package.json: which commands they run, and edits of them. */
import { readJson, setJson } from './json-edit.ts';
import type { Manifest, Project } from './project.ts';

/** A command at the beginning of a script or after `&&`, `||`, `;`, `npx` or environment variables. */
const commandPattern = (name: string): RegExp =>
  new RegExp(`(^|&&\\s*|\\|\\|\\s*|;\\s*|\\bnpx\\s+|\\b\\w+=\\S+\\s+)${name}(?=\\s|$)([^&|;]*)`, 'g');

/** What follows each call of a command, by script: `tsc -p x` gives `-p x`. */
export function commandCalls(project: Project, name: string): { script: string; rest: string }[] {
  return Object.entries(scriptsOf(project)).flatMap(([script, text]) =>
    [...text.matchAll(commandPattern(name))].map(([, , rest = '']) => ({ script, rest: rest.trim() })),
  );
}

/** Replaces calls of a command; `change` gets what follows the name, and returns the whole new call. */
export function rewriteCommand(
  project: Project,
  name: string,
  change: (rest: string, script: string) => string | undefined,
): void {
  for (const [script, text] of Object.entries(scriptsOf(project))) {
    const changed = text.replace(commandPattern(name), (call: string, before: string, rest: string) => {
      const replaced = change(rest, script);
      return replaced === undefined ? call : before + replaced;
    });
    if (changed !== text) writeScript(project, script, changed);
  }
}

/** Runs `command` after the script's own, which may not exist yet. */
export function appendScript(project: Project, script: string, command: string): void {
  const own = scriptsOf(project)[script];
  if (own?.includes(command)) return;
  writeScript(project, script, own === undefined ? command : `${own} && ${command}`);
}

/** With the changes planned so far. */
function scriptsOf(project: Project): Readonly<Record<string, string>> {
  const { scripts } = (readJson(project.read('package.json') ?? '{}') ?? {}) as Manifest;
  return scripts ?? {};
}

function writeScript(project: Project, script: string, text: string): void {
  const manifest = project.read('package.json') ?? '{}';
  const changed = setJson(manifest, ['scripts', script], text);
  if (changed !== undefined) project.write('package.json', changed);
}

const SOURCE = /(?:^|\s)((?:\.\/)?[\w@][\w./@-]*\.[cm]?[jt]sx?)(?=\s|$)/;
const BUILT = /^(?:\.\/)?(?:dist|build|out|lib|\.next|\.output)\//;

/**
 * The source file that a call names, where there is one: `--watch src/app.ts` gives `src/app.ts`, and `server` the
 * file that Node finds for it.
 */
export function sourceArgument(rest: string, project: Project): string | undefined {
  const file = SOURCE.exec(rest)?.[1]?.replace(/^\.\//, '');
  if (file === undefined) return bareArgument(rest, project);
  return !BUILT.test(file) && project.read(file) !== undefined ? file : undefined;
}

function bareArgument(rest: string, project: Project): string | undefined {
  const name = /(?:^|\s)(?:\.\/)?([a-z][\w/-]*)$/i.exec(rest.trim())?.[1];
  if (name === undefined || BUILT.test(`${name}/`)) return undefined;
  return project.find(...['js', 'mjs', 'cjs'].flatMap((end) => [`${name}.${end}`, `${name}/index.${end}`]));
}

/** The source file that the call of a built one comes from: `dist/app.js` of `src/app.ts`. */
export function sourceOfBuilt(rest: string, project: Project): string | undefined {
  const file = SOURCE.exec(rest)?.[1]?.replace(/^\.\//, '');
  const inside = file === undefined ? undefined : /^(?:dist|build|out|lib)\/(.*)\.([cm]?)js$/.exec(file);
  if (!inside) return undefined;
  const [, path, kind] = inside;
  const name = path?.replace(/^src\//, '');
  return project.find(...['ts', 'js'].flatMap((it) => [`src/${name}.${kind}${it}`, `${name}.${kind}${it}`]));
}
