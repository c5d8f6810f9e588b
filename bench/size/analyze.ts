/** Which files of the runtime put how many minified bytes into a bundle, at start and later. */
import { onetrace } from '../../plugins/esbuild.ts';
import { bundle } from '../lib/bundle.ts';

interface Share {
  start: number;
  later: number;
}

export async function analyze(apps: readonly string[]): Promise<void> {
  for (const app of apps) {
    const { metafile, first } = await bundle(`size/apps/${app}.ts`, {
      plugins: [onetrace()],
      splitting: true,
    });
    const shares = new Map<string, Share>();
    for (const [path, { inputs }] of Object.entries(metafile.outputs))
      for (const [file, { bytesInOutput }] of Object.entries(inputs))
        if (file.startsWith('runtime/')) count(shares, file, first.has(path), bytesInOutput);
    print(app, shares);
  }
}

function count(shares: Map<string, Share>, file: string, isFirst: boolean, bytes: number): void {
  const share = shares.get(file) ?? { start: 0, later: 0 };
  share[isFirst ? 'start' : 'later'] += bytes;
  shares.set(file, share);
}

function print(app: string, shares: ReadonlyMap<string, Share>): void {
  const rows = [...shares].sort(([, a], [, b]) => b.start - a.start || b.later - a.later);
  const total = rows.reduce((sum, [, it]) => ({ start: sum.start + it.start, later: sum.later + it.later }), {
    start: 0,
    later: 0,
  });
  console.log(`\n${app}: ${total.start} bytes at start, ${total.later} later (minified)`);
  for (const [file, { start, later }] of rows)
    if (start + later > 0)
      console.log(
        `${String(start).padStart(8)} ${later > 0 ? String(later).padStart(8) : '        '}  ${file}`,
      );
}
