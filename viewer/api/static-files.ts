/** The page: hashed files, compressed when they were built, kept in memory. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Answer } from '../http/answer.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface StaticFile {
  readonly plain: Uint8Array;
  readonly packed: Uint8Array | undefined;
  readonly type: string;
}

export class StaticFiles {
  readonly #files = new Map<string, StaticFile>();

  /** `folder` is what scripts/build.ts made of `page/`; where it is missing, the page says so. */
  constructor(folder: URL) {
    for (const name of namesIn(folder)) {
      if (name.endsWith('.gz')) continue;
      const read = (file: string): Uint8Array => readFileSync(new URL(file, folder));
      const packed = namesIn(folder).includes(`${name}.gz`) ? read(`${name}.gz`) : undefined;
      this.#files.set(name, {
        plain: read(name),
        packed,
        type: TYPES[extname(name)] ?? 'application/octet-stream',
      });
    }
  }

  /** Paths that are no file are places within the page. */
  answer(path: string, acceptEncoding: string): Answer | undefined {
    const name = path.slice(1);
    const isAsset = name.startsWith('assets/');
    const file = this.#files.get(isAsset ? join('.', name.slice('assets/'.length)) : 'index.html');
    if (file === undefined) return isAsset ? undefined : NOT_BUILT;
    const packed = file.packed !== undefined && /\bgzip\b/.test(acceptEncoding) ? file.packed : undefined;
    return {
      status: 200,
      headers: {
        'content-type': file.type,
        'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
        ...(packed && { 'content-encoding': 'gzip', vary: 'Accept-Encoding' }),
      },
      body: packed ?? file.plain,
    };
  }

  /** The text of a built file; '' where there is none. */
  textOf(ending: string): string {
    for (const [name, { plain }] of this.#files)
      if (name.endsWith(ending)) return Buffer.from(plain).toString();
    return '';
  }
}

const namesIn = (folder: URL): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const NOT_BUILT: Answer = {
  status: 503,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'The page is not built. In a clone: npm run build\n',
};
