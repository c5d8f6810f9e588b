/** Two builds of a project: what each of their sites did, paired by place and name though lines moved. */
import type { SiteUse } from '../store/queries/service/sites.ts';
import type { Build, Manifest } from './manifest.ts';

/** A build, and the time in which what ran was its own; Unix milliseconds. */
export interface BuildTime extends Build {
  readonly root: string;
  readonly from: number;
  /** Infinity: it is the newest. */
  readonly to: number;
}

export interface ComparedSite {
  /** `file#function` */
  readonly place: string;
  readonly name: string;
  readonly a: SiteUse | null;
  readonly b: SiteUse | null;
}

export interface BuildComparison {
  readonly a: BuildTime;
  readonly b: BuildTime;
  readonly rows: readonly ComparedSite[];
}

/** Newest first. A program that still runs from an older build is counted to the newer: spans do not name builds. */
export function buildTimes(manifests: readonly Manifest[]): BuildTime[] {
  const times = manifests.flatMap(({ root, build, builds }) => {
    const all = builds.length > 0 ? builds : [build];
    const starts = all.map(({ time }) => Date.parse(time));
    return all.map((each, index) => ({
      ...each,
      root,
      from: starts[index] as number,
      to: starts[index + 1] ?? Number.POSITIVE_INFINITY,
    }));
  });
  return times.sort((a, b) => b.from - a.from);
}

/** In the order of what changed most. */
export function pairSites(a: readonly SiteUse[], b: readonly SiteUse[]): ComparedSite[] {
  const before = byPlace(a);
  const after = byPlace(b);
  const keys = new Set([...before.keys(), ...after.keys()]);
  const rows = [...keys].flatMap((key) => {
    const [first = [], second = []] = [before.get(key), after.get(key)];
    const [place = '', name = ''] = key.split('\n');
    return Array.from({ length: Math.max(first.length, second.length) }, (_, index) => ({
      place,
      name,
      a: first[index] ?? null,
      b: second[index] ?? null,
    }));
  });
  return rows.sort((x, y) => weightOf(y) - weightOf(x));
}

const SITE = /^(.*?)(?::(\d+))?#(.*)$/;

/** Calls of one name in one function, in the order of their lines. */
function byPlace(uses: readonly SiteUse[]): Map<string, SiteUse[]> {
  const lineOf = ({ site }: SiteUse): number => Number(SITE.exec(site)?.[2] ?? 0);
  const placed = Map.groupBy(uses, ({ site, name }) => {
    const [, file = site, , around = ''] = SITE.exec(site) ?? [];
    return `${file}${around === '' ? '' : `#${around}`}\n${name}`;
  });
  for (const list of placed.values()) list.sort((x, y) => lineOf(x) - lineOf(y));
  return placed;
}

/** Only one has it: first of all. */
const weightOf = ({ a, b }: ComparedSite): number =>
  a === null || b === null ? Number.MAX_VALUE : Math.abs(b.p50 - a.p50) * Math.max(a.calls, b.calls);
