import { countNoun } from '../../door/report.ts';
import type { Checked } from '../formats/checked.ts';

/** One sentence on what will be traced. */
export function describeSites({ sites, misses, files }: Checked): string {
  if (sites.length === 0) {
    return `No sites in ${countNoun(files, 'file')} yet: nothing calls fetch or an LLM, or handles a request. To trace a function, make "use trace" its first statement.`;
  }
  const kinds = Map.groupBy(sites, ({ kind }) => kind);
  const counts = [...kinds].map(([kind, { length }]) => `${length} ${kind}`).join(', ');
  const near = misses.length === 0 ? '' : `, and ${countNoun(misses.length, 'near miss', 'near misses')}`;
  return `Will be traced: ${counts}${near}. "npx onetrace check" lists them.`;
}
