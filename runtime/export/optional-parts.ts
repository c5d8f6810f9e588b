/**
 * Parts of the exporter that most programs do without, so that no bundle holds them unasked. Each is an
 * entry of the package, `import 'onetrace/spool'`, which puts itself where every copy of the runtime looks;
 * beside a node_modules nobody has to import it.
 */
import { state } from '../core/state.ts';
import { builtin } from '../platform/builtin.ts';
import type { consoleExporter } from '../render/console-exporter.ts';
import type { protobufCodec } from './otlp/protobuf.ts';
import type { openDiskBuffer } from './spool/drain.ts';

export interface Parts {
  console: typeof consoleExporter;
  protobuf: typeof protobufCodec;
  spool: typeof openDiskBuffer;
}

/** undefined where the program was bundled without it and stands alone. */
export async function partNamed<Name extends keyof Parts>(name: Name): Promise<Parts[Name] | undefined> {
  try {
    if (!state.optionalParts[name]) requireInstalled(`onetrace/${name}`);
  } catch {}
  return state.optionalParts[name] as Parts[Name] | undefined;
}

/**
 * From the node_modules of the program, where there is one. Not `import()`: bundlers would look for it, and
 * Miniflare refuses a whole bundle for one whose name is not a literal.
 */
function requireInstalled(name: string): void {
  const { createRequire } = builtin('node:module') as {
    createRequire(from: string): (name: string) => unknown;
  };
  const { argv, cwd } = process;
  for (const from of [argv[1], `${cwd()}/`]) {
    try {
      if (from) return void createRequire(from)(name);
    } catch {}
  }
}
