/** The way of one file, as text: prefilter → parse → detect → write. */
import { dirname, isAbsolute, join } from 'node:path';
import { claimName } from './claim-name.ts';
import { detect, visitorTable } from './detect/detect.ts';
import { cannotImport, type Message, parseFailed, transformFailed } from './messages.ts';
import type { Options } from './options.ts';
import { authorPlaces } from './parse/author-places.ts';
import { importPosition } from './parse/import-position.ts';
import { parse } from './parse/parse.ts';
import { prefilterFor } from './parse/prefilter.ts';
import { importsRuntime } from './parse/runtime-import.ts';
import { routeOfFile } from './rules/handlers/entries/conventions.ts';
import { rules } from './rules/index.ts';
import { stress } from './rules/stress.ts';
import { type FoundSite, type NearMiss, spellSite } from './site.ts';
import { composeMaps, type SourceMap } from './source-map.ts';
import type { EditPlan } from './writers/edit-plan.ts';
import { writeText } from './writers/text/text-writer.ts';

export { routeOfFile };

export interface Result {
  /** The identical input string where there was nothing to do. */
  readonly code: string;
  readonly map: SourceMap | undefined;
  readonly sites: readonly FoundSite[];
  readonly misses: readonly NearMiss[];
  readonly messages: readonly Message[];
}

const DEFAULT_RUNTIME = 'onetrace/inject';
const visitors = visitorTable(rules);
const stressVisitors = visitorTable([stress]);

/** Matches every text that could hold a site; for plugins whose tool filters by content. */
export const prefilter: RegExp = prefilterFor(rules);

/** Further texts that are worth parsing where a type checker is available. */
export const typedPrefilter: RegExp = prefilterFor(
  rules.map(({ typedHints = [] }) => ({ hints: typedHints })),
);

/** Never throws, whatever the text is. `id` is the file's path; its extension decides the language. */
export function transform(text: string, id: string, options: Options = {}): Result {
  const planned = planEdits(text, id, options);
  const untouched = { code: text, map: undefined };
  if (planned.editPlan === undefined) return { ...untouched, ...planned };
  try {
    const { code, map } = writeText(text, id, planned.editPlan);
    return {
      ...planned,
      code,
      map: options.sourceMap === false ? undefined : composeMaps(map(), options.inputMap),
    };
  } catch (error) {
    return { ...untouched, ...failedPlan(id, options, error) };
  }
}

export interface FilePlan {
  /** undefined where there is nothing to do. */
  readonly editPlan: EditPlan | undefined;
  readonly sites: readonly FoundSite[];
  readonly misses: readonly NearMiss[];
  readonly messages: readonly Message[];
}

const NO_EDITS: FilePlan = { editPlan: undefined, sites: [], misses: [], messages: [] };

/** The plan after an error of ours or of the type checker: no edits, and a message. */
export const failedPlan = (id: string, { root }: Options, error: unknown): FilePlan => ({
  ...NO_EDITS,
  messages: [transformFailed(relativeTo(root, id), error)],
});

/** Finds the edits of one file, for writers that work on a tree of their own. Never throws. */
export function planEdits(text: string, id: string, options: Options = {}): FilePlan {
  try {
    return planText(text, id, options);
  } catch (error) {
    return failedPlan(id, options, error);
  }
}

function planText(text: string, id: string, options: Options): FilePlan {
  const { root, runtime = DEFAULT_RUNTIME, types, module: hint, browser = false } = options;
  const isWorthIt = options.stress || prefilter.test(text) || (options.types && typedPrefilter.test(text));
  if (!isWorthIt) return NO_EDITS;
  const file = relativeTo(root, id);
  const parsed = parse(id, text, options.lang);
  if (typeof parsed === 'string') return { ...NO_EDITS, messages: [parseFailed(file, parsed)] };
  const nameOf = (source: string) => relativeTo(root, sourcePath(id, source));
  const placeOf = authorPlaces({ text, file, map: options.authorMap ?? options.inputMap, nameOf });
  const source = { file, text, id, placeOf, types, module: hint, browser };
  if (text.includes(runtime) && importsRuntime(parsed.program, runtime)) return NO_EDITS;
  const found = detect(source, parsed, options.stress ? stressVisitors : visitors);
  const { edits, sites, misses, messages, module, why } = found;
  if (why !== undefined) return { ...NO_EDITS, misses, messages: [...messages, cannotImport(file, why)] };
  if (edits.length === 0) return { ...NO_EDITS, misses, messages };
  const editPlan: EditPlan = {
    edits,
    runtime,
    names: { helpers: claimName('$ot', text), scope: claimName('$x', text), caught: claimName('$e', text) },
    importAt: importPosition(parsed.program),
    module,
    spell: (site) => {
      const { file, line, column } = placeOf(site.at);
      return spellSite(file, line, column, site);
    },
  };
  return { editPlan, sites, misses, messages };
}

/** A source of a map is named from the map's own folder, which is the file's. */
function sourcePath(id: string, source: string): string {
  const path = source.replace(/^file:\/\/(?=\/)/, '');
  return isAbsolute(path) ? path : join(dirname(id), path);
}

function relativeTo(root: string | undefined, id: string): string {
  const path = id.replaceAll('\\', '/').replace(/[?#].*$/, '');
  const base = root?.replaceAll('\\', '/').replace(/\/*$/, '/');
  return base !== undefined && path.startsWith(base) ? path.slice(base.length) : path;
}
