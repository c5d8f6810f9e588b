/** The file that a program starts with, as far as the project tells. */
import type { Project } from './project.ts';
import { commandCalls, sourceArgument, sourceOfBuilt } from './scripts.ts';

const RUNNERS = ['node', 'tsx', 'bun', 'bun run', 'ts-node', 'tsup', 'tsdown', 'esbuild'];
const STARTS = /^(?:start|dev|serve|preview|build)(?::|$)/;
const USUAL = ['src/main', 'src/index', 'src/server', 'src/app', 'main', 'index', 'server', 'app'];

export function entryOf(project: Project): string | undefined {
  const calls = RUNNERS.flatMap((name) => commandCalls(project, name)).filter(({ script }) =>
    STARTS.test(script),
  );
  const named = calls.map(({ rest }) => sourceArgument(rest, project) ?? sourceOfBuilt(rest, project));
  const { main } = project.manifest;
  return (
    named.find((it) => it !== undefined && !isBuildScript(it, project)) ??
    (main === undefined ? undefined : (sourceOfBuilt(main, project) ?? sourceArgument(main, project))) ??
    project.find(...USUAL.flatMap((it) => ['ts', 'mts', 'js', 'mjs', 'cjs'].map((end) => `${it}.${end}`)))
  );
}

/** A script that builds is not the program: `node build.mjs`, `node esbuild.config.js`. */
export const isBuildScript = (file: string, project: Project): boolean =>
  /['"](?:esbuild|vite|rollup|rolldown|webpack|@rspack\/core|tsup)['"]/.test(project.read(file) ?? '');
