/**
 * Parts of the exporter that most programs do without, so that no bundle holds them unasked. Each is an
 * entry of the package, `import 'onetrace/spool'`, which puts itself where every copy of the runtime looks;
 * beside a node_modules nobody has to import it.
 */
import { state } from '../core/state.ts';
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
    // No literal, and comments for bundlers that would look for it all the same.
    if (!state.optionalParts[name])
      await import(/* webpackIgnore: true */ /* @vite-ignore */ `onetrace/${name}`);
  } catch {}
  return state.optionalParts[name] as Parts[Name] | undefined;
}
