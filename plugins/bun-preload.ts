/** The door for programs that Bun runs from their sources: `preload = ["@onetrace/plugins/bun-preload"]` in bunfig.toml. */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Rewriter } from './door/rewriter.ts';
import { packageKind } from './files/package-type.ts';

/** The parts of Bun that are used here. */
interface Bun {
  plugin(plugin: { readonly name: string; readonly setup: (build: Build) => void }): void;
}

interface Build {
  onLoad(filter: { readonly filter: RegExp }, load: (args: { readonly path: string }) => Loaded): void;
}

interface Loaded {
  readonly contents: string;
  readonly loader: string;
}

/** Bun wants an answer for every file that matches, so files of packages must not. */
const PROGRAM = /^(?!.*[\\/]node_modules[\\/])[^?]*\.(?:[cm]?[jt]s|[jt]sx)$/;

const bun = (globalThis as { Bun?: Bun }).Bun;
if (bun === undefined) {
  process.emitWarning(
    '@onetrace/plugins/bun-preload is for Bun; use @onetrace/plugins/node here',
    'onetrace',
  );
} else {
  const rewriter = new Rewriter({}, process.cwd());
  bun.plugin({
    name: 'onetrace',
    setup: (build) => build.onLoad({ filter: PROGRAM }, ({ path }) => loadRewritten(path, rewriter)),
  });
}

function loadRewritten(path: string, rewriter: Rewriter): Loaded {
  const text = readFileSync(path, 'utf8');
  const loader = extname(path).slice(1).replace(/^[cm]/, '');
  if (!rewriter.selects(path)) return { contents: text, loader };
  const result = rewriter.rewrite({ text, path, module: packageKind(path) });
  for (const message of result?.messages ?? []) process.emitWarning(message.text, 'onetrace');
  return { contents: result?.code ?? text, loader };
}
