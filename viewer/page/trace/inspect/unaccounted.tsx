import type { JSX } from 'preact';
import type { BuiltMiss } from '../../../project/manifest.ts';
import { snapshot, useAnswer } from '../../data.ts';
import { showDuration } from '../../format.ts';
import type { TraceView } from '../trace-view.ts';

/** Microseconds and share of a span's time that nobody explains, from which it is worth a word. */
const LEAST = 5000;
const SHARE = 0.3;

/** Time that no child explains, and the calls of that file which the build left alone. */
export function Unaccounted({
  view: { tree, self, skeleton },
  index,
  site,
}: {
  view: TraceView;
  index: number;
  site: string;
}): JSX.Element | null {
  const row = tree.rowOf[index] as number;
  const [own, whole] = [self[row] as number, tree.duration[row] as number];
  // A call of a model or a host explains itself.
  const explains = skeleton.usage[index] === 1 || skeleton.kind[index] === 3;
  const asks = site !== '' && !explains && own > LEAST && own > whole * SHARE && snapshot === undefined;
  const answer = useAnswer<{ misses: BuiltMiss[]; builds: number }>(asks ? 'why' : '', { site });
  const misses = answer.data?.misses ?? [];
  if (!asks || answer.data === undefined) return null;
  return (
    <details class="part why" open={misses.length > 0}>
      <summary>
        {showDuration(own)} unaccounted for <span class="dim">why?</span>
      </summary>
      {misses.length === 0 ? (
        <p class="dim">
          {answer.data.builds === 0
            ? 'No build told what it left alone: build with the plugin, and this says which calls are not traced and why.'
            : 'The build left no call of this file alone: it is the program’s own work.'}
        </p>
      ) : (
        <ul>
          {misses.map((miss) => (
            <li key={`${miss.line}:${miss.column}`}>
              <code>
                {miss.file}:{miss.line}
              </code>{' '}
              <b>{miss.kind}</b> not traced: {miss.reason}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
