/** Which sites of a build ran, and which calls were left alone: the manifest beside what came in. */
import type { SiteUse } from '../store/queries/service/sites.ts';
import type { Store } from '../store/store.ts';
import type { BuiltMiss, BuiltSite, Manifest } from './manifest.ts';

export interface CoveredSite extends BuiltSite {
  readonly use: SiteUse | null;
  /** untold: spans of its kind do not say where in the source they are, so nobody knows whether it ran. */
  readonly state: 'ran' | 'never' | 'untold';
}

export interface SiteUses {
  readonly sites: readonly SiteUse[];
  readonly routes: readonly SiteUse[];
}

/** What ran where; `range`: only what began then, in microseconds since 1970. */
export async function readSiteUses(
  store: Store,
  range: { readonly from?: number; readonly to?: number } = {},
): Promise<SiteUses> {
  return JSON.parse(Buffer.from(await store.query('sites', range)).toString()) as SiteUses;
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

export function coverageOf(manifests: readonly Manifest[], uses: SiteUses): Coverage {
  const byPlace = new Map(uses.sites.map((use) => [placeOf(use.site), use]));
  const byRoute = new Map(uses.routes.map((use) => [use.name, use]));
  const built = manifests.flatMap(({ sites }) => sites);
  const found = built.map((site) => ({
    site,
    use: byPlace.get(`${site.file}:${site.line}`) ?? routeUse(site, byRoute) ?? null,
  }));
  const told = new Set(found.flatMap(({ site, use }) => (use === null ? [] : site.kind)));
  const places = new Set(built.map(({ file, line }) => `${file}:${line}`));
  return {
    builds: manifests.map(({ root, build }) => ({ root, ...build })),
    sites: found.map(({ site, use }) => ({
      ...site,
      use,
      state: use !== null ? 'ran' : stateOf(site, told),
    })),
    misses: manifests.flatMap(({ misses }) => misses),
    unknown: uses.sites.filter(({ site }) => !places.has(placeOf(site))),
  };
}

/** Kinds whose spans always carry their place. */
const PLACED: ReadonlySet<string> = new Set(['fetch', 'llm', 'tool', 'traced']);

const stateOf = ({ kind, facts }: BuiltSite, told: ReadonlySet<string>): 'never' | 'untold' =>
  PLACED.has(kind) || told.has(kind) || routeName(facts) !== undefined ? 'never' : 'untold';

const routeUse = ({ facts }: BuiltSite, byRoute: ReadonlyMap<string, SiteUse>): SiteUse | undefined =>
  byRoute.get(routeName(facts) ?? '');

/** What the span of a request is called. */
const routeName = (facts: BuiltSite['facts']): string | undefined =>
  facts['http.route'] === undefined
    ? undefined
    : `${facts['http.request.method'] ?? 'GET'} ${facts['http.route']}`;

/** `file:line` of `file:line#function`. */
export const placeOf = (site: string): string => site.replace(/#.*$/, '');

/** LCOV: a line of every site that tells, with how often it ran; editors and CI services read it. */
export function lcovOf({ sites }: Coverage): string {
  const byFile = Map.groupBy(
    sites.filter(({ state }) => state !== 'untold'),
    ({ file }) => file,
  );
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
  readonly untold: number;
  readonly missing: readonly CoveredSite[];
}

/** Per kind of site, what never ran. */
export const gapsOf = ({ sites }: Coverage): Gap[] =>
  [...Map.groupBy(sites, ({ kind }) => kind)].map(([kind, own]) => ({
    kind,
    built: own.length,
    ran: own.filter(({ state }) => state === 'ran').length,
    untold: own.filter(({ state }) => state === 'untold').length,
    missing: own.filter(({ state }) => state === 'never'),
  }));

/** Near misses that may explain untraced time at `file:line#function`: those of its function, then of its file, the nearest first. */
export function missesNear(misses: readonly BuiltMiss[], site: string): BuiltMiss[] {
  const [, file = '', line = '0', around] = /^(.*):(\d+)(?:#(.*))?$/.exec(site) ?? [];
  const distance = (miss: BuiltMiss): number =>
    Math.abs(miss.line - Number(line)) +
    (around === undefined || miss.function === around ? 0 : OTHER_FUNCTION);
  return misses
    .filter((miss) => miss.file === file)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 10);
}

/** Further away than any line. */
const OTHER_FUNCTION = 1e9;
