/** Which sites of a build ran, and which calls were left alone: the manifest beside what came in. */
import type { SiteUse } from '../store/queries/sites.ts';
import type { BuiltMiss, BuiltSite, Manifest } from './manifest.ts';

export interface CoveredSite extends BuiltSite {
  readonly use: SiteUse | null;
}

export interface Coverage {
  readonly builds: readonly {
    readonly root: string;
    readonly id: string;
    readonly time: string;
    readonly commit: string;
    readonly tool: string;
  }[];
  readonly sites: readonly CoveredSite[];
  readonly misses: readonly BuiltMiss[];
  /** What ran at places that no build names: another build, or none. */
  readonly unknown: readonly SiteUse[];
}

export function coverageOf(manifests: readonly Manifest[], uses: readonly SiteUse[]): Coverage {
  const byPlace = new Map(uses.map((use) => [placeOf(use.site), use]));
  const named = new Set<string>();
  const sites = manifests.flatMap(({ sites: built }) =>
    built.map((site) => {
      const place = `${site.file}:${site.line}`;
      named.add(place);
      return { ...site, use: byPlace.get(place) ?? null };
    }),
  );
  return {
    builds: manifests.map(({ root, build }) => ({ root, ...build })),
    sites,
    misses: manifests.flatMap(({ misses }) => misses),
    unknown: uses.filter(({ site }) => !named.has(placeOf(site))),
  };
}

/** `file:line` of `file:line#function`. */
export const placeOf = (site: string): string => site.replace(/#.*$/, '');

/** LCOV: a line of every site, with how often it ran; editors and CI services read it. */
export function lcovOf({ sites }: Coverage): string {
  const byFile = Map.groupBy(sites, ({ file }) => file);
  return [...byFile]
    .map(([file, own]) => {
      const lines = own.map(({ line, use }) => `DA:${line},${use?.calls ?? 0}`);
      const hit = own.filter(({ use }) => use !== null).length;
      return `TN:\nSF:${file}\n${lines.join('\n')}\nLF:${own.length}\nLH:${hit}\nend_of_record\n`;
    })
    .join('');
}

export interface Gap {
  readonly kind: string;
  readonly built: number;
  readonly ran: number;
  readonly missing: readonly CoveredSite[];
}

/** Per kind of site, what never ran. */
export const gapsOf = ({ sites }: Coverage): Gap[] =>
  [...Map.groupBy(sites, ({ kind }) => kind)].map(([kind, own]) => ({
    kind,
    built: own.length,
    ran: own.filter(({ use }) => use !== null).length,
    missing: own.filter(({ use }) => use === null),
  }));

/** Near misses that may explain untraced time at `file:line`: of that file, the nearest first. */
export const missesNear = (misses: readonly BuiltMiss[], file: string, line: number): BuiltMiss[] =>
  misses
    .filter((miss) => miss.file === file)
    .sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line))
    .slice(0, 10);
