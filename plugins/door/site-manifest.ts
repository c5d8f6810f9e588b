/**
 * `.onetrace/sites.json`: what a build knew, for `onetrace view`: every site and near miss with the lines around it.
 * Written only where the folder is (the viewer makes it) or where the option asks for it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FoundSite, NearMiss } from '@onetrace/transformer';

/** A file of this build: its author's text, and what was found in it. */
export interface ManifestFile {
  readonly text: string;
  readonly sites: readonly FoundSite[];
  readonly misses: readonly NearMiss[];
}

interface Entry {
  readonly file: string;
  readonly line: number;
}

interface Manifest {
  readonly version: 1;
  readonly builds?: readonly { readonly id: string }[];
  readonly sites: readonly Entry[];
  readonly misses: readonly Entry[];
}

const FOLDER = '.onetrace';
/** Builds whose time is kept, so that what ran can be told apart by them. */
const REMEMBERED = 20;
/** Lines before and after. */
const AROUND = 2;
/** A line of a bundle or of data is no line that anybody reads. */
const WIDEST = 200;

/** Never throws: a build does not fail for what it writes on the side. */
export function writeManifest(
  root: string,
  filesOfBuild: () => readonly ManifestFile[],
  wanted: boolean | undefined,
): void {
  const folder = join(root, FOLDER);
  try {
    if (wanted === false || (wanted === undefined && !existsSync(folder))) return;
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, '.gitignore'))) writeFileSync(join(folder, '.gitignore'), '*\n');
    const path = join(folder, 'sites.json');
    const files = filesOfBuild();
    const own = {
      sites: files.flatMap(({ text, sites }) => numberSites(withSource(text, sites))),
      misses: files.flatMap(({ text, misses }) => withSource(text, misses)),
    };
    const json = JSON.stringify(joinManifest(root, own, readManifest(path)));
    // Whoever reads meanwhile gets the old one whole.
    writeFileSync(`${path}.new`, json);
    renameSync(`${path}.new`, path);
  } catch {
    // A folder that cannot be written to.
  }
}

/** What other builds of this project (a server's, a browser's) told of files that this one did not see stays. */
function joinManifest(
  root: string,
  own: Pick<Manifest, 'sites' | 'misses'>,
  before: Manifest | undefined,
): object {
  const seen = new Set([...own.sites, ...own.misses].map(({ file }) => file));
  const there = new Map<string, boolean>();
  const stays = ({ file }: Entry): boolean => {
    if (seen.has(file)) return false;
    if (!there.has(file)) there.set(file, existsSync(resolve(root, file)));
    return there.get(file) === true;
  };
  const sites = [...(before?.sites.filter(stays) ?? []), ...own.sites];
  const misses = [...(before?.misses.filter(stays) ?? []), ...own.misses];
  const id = createHash('sha256')
    .update(JSON.stringify([sites, misses]))
    .digest('hex')
    .slice(0, 16);
  const build = { id, time: new Date().toISOString(), commit: commitOf(root), tool: 'onetrace' };
  const earlier = before?.builds ?? [];
  return {
    version: 1,
    build,
    // The same calls at the same places are the same build, made again.
    builds: earlier.at(-1)?.id === id ? earlier : [...earlier, build].slice(-REMEMBERED),
    sites,
    misses,
  };
}

function readManifest(path: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    return manifest.version === 1 ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function withSource<T extends Entry>(text: string, entries: readonly T[]): (T & { source: object })[] {
  if (entries.length === 0) return [];
  const lines = text.split(/\r?\n/);
  return entries.map((entry) => {
    const first = Math.max(1, entry.line - AROUND);
    const around = lines.slice(first - 1, entry.line + AROUND).map((line) => line.slice(0, WIDEST));
    return { ...entry, source: { first, lines: around } };
  });
}

/** An id that survives moved lines: the n-th call of its kind in its function. */
function numberSites<T extends FoundSite>(sites: readonly T[]): (T & { id: string })[] {
  const counts = new Map<string, number>();
  return sites.map((site) => {
    const key = `${site.file}#${site.function}:${site.facts['callee'] ?? site.rule}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return { ...site, id: `${key}:${count}` };
  });
}

/** Of the repository around `root`, read without running git; '' for none. */
function commitOf(root: string): string {
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    const git = join(folder, '.git');
    if (existsSync(git)) return headOf(git);
    if (dirname(folder) === folder) return '';
  }
}

function headOf(git: string): string {
  try {
    const [, ref] = /^ref: (.*)$/m.exec(readFileSync(join(git, 'HEAD'), 'utf8')) ?? [];
    return ref === undefined
      ? readFileSync(join(git, 'HEAD'), 'utf8').trim()
      : readFileSync(join(git, ref), 'utf8').trim();
  } catch {
    return ''; // a worktree, a packed ref
  }
}
