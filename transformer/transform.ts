/** The whole story: glance → parse → detect → write. */

import { claim } from './claim-name.ts';
import { detect, tableOf } from './detect/detect.ts';
import { failed, type Message, parseFailed } from './messages.ts';
import type { Options } from './options.ts';
import { importPosition } from './parse/import-position.ts';
import { Lines } from './parse/lines.ts';
import { parse } from './parse/parse.ts';
import { glanceFor } from './parse/prefilter.ts';
import { rules } from './rules/index.ts';
import { stress } from './rules/stress.ts';
import { type FoundSite, type NearMiss, spellSite } from './site.ts';
import { compose, type SourceMap } from './source-map.ts';
import type { Order } from './writers/edit-plan.ts';
import { writeText } from './writers/text/text-writer.ts';

export interface Result {
  /** The very string that was handed in where there was nothing to do. */
  readonly code: string;
  readonly map: SourceMap | undefined;
  readonly sites: readonly FoundSite[];
  readonly misses: readonly NearMiss[];
  readonly messages: readonly Message[];
}

const DEFAULT_RUNTIME = 'onetrace/inject';
const table = tableOf(rules);
const stressTable = tableOf([stress]);

/** Matches every text that could hold a site; for doors whose tool filters by content. */
export const glance: RegExp = glanceFor(rules);

/** What more is worth a look where a type checker is at hand. */
const typedGlance = glanceFor(rules.map(({ typedHints = [] }) => ({ hints: typedHints })));

/** Never throws, whatever the text is. `id` is the file's path; its extension tells the language. */
export function transform(text: string, id: string, options: Options = {}): Result {
  const planned = plan(text, id, options);
  const untouched = { code: text, map: undefined };
  if (planned.order === undefined) return { ...untouched, ...planned };
  try {
    const { code, map } = writeText(text, id, planned.order);
    return {
      ...planned,
      code,
      map: options.sourceMap === false ? undefined : compose(map(), options.inputMap),
    };
  } catch (error) {
    return { ...untouched, ...surrender(id, options, error) };
  }
}

export interface Plan {
  /** undefined: there is nothing to do. */
  readonly order: Order | undefined;
  readonly sites: readonly FoundSite[];
  readonly misses: readonly NearMiss[];
  readonly messages: readonly Message[];
}

const NOTHING: Plan = { order: undefined, sites: [], misses: [], messages: [] };

/** What is left of a plan after an error of our own, or of a type checker. */
export const surrender = (id: string, { root }: Options, error: unknown): Plan => ({
  ...NOTHING,
  messages: [failed(relativeTo(root, id), error)],
});

/** What there is to do, for writers that have a tree of their own. Never throws. */
export function plan(text: string, id: string, options: Options = {}): Plan {
  try {
    return planOf(text, id, options);
  } catch (error) {
    return surrender(id, options, error);
  }
}

function planOf(text: string, id: string, options: Options): Plan {
  const { root, runtime = DEFAULT_RUNTIME } = options;
  const isWorthIt = options.stress || glance.test(text) || (options.types && typedGlance.test(text));
  if (!isWorthIt || text.includes(`from "${runtime}"`) || text.includes(`require("${runtime}")`)) {
    return NOTHING;
  }
  const file = relativeTo(root, id);
  const parsed = parse(id, text, options.lang);
  if (typeof parsed === 'string') return { ...NOTHING, messages: [parseFailed(file, parsed)] };
  const source = { file, text, types: options.types };
  const { edits, sites, misses } = detect(source, parsed, options.stress ? stressTable : table);
  if (edits.length === 0) return { ...NOTHING, misses };
  const lines = new Lines(text);
  const order: Order = {
    edits,
    runtime,
    names: { helpers: claim('$ot', text), scope: claim('$x', text), caught: claim('$e', text) },
    importAt: importPosition(parsed.program),
    module: parsed.isModule ? 'esm' : (moduleByName(id) ?? options.module ?? 'cjs'),
    spell: (site) => {
      const { line, column } = lines.at(site.at);
      return spellSite(file, line, column, site);
    },
  };
  return { order, sites, misses, messages: [] };
}

function moduleByName(id: string): 'esm' | 'cjs' | undefined {
  const kind = /\.([mc])[jt]s(?:[?#]|$)/.exec(id)?.[1];
  return kind === undefined ? undefined : kind === 'm' ? 'esm' : 'cjs';
}

function relativeTo(root: string | undefined, id: string): string {
  const path = id.replaceAll('\\', '/').replace(/[?#].*$/, '');
  const base = root?.replaceAll('\\', '/').replace(/\/*$/, '/');
  return base !== undefined && path.startsWith(base) ? path.slice(base.length) : path;
}
