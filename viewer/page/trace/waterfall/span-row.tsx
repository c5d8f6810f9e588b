import type { JSX } from 'preact';
import type { PathPart } from '../../../tree/critical-path.ts';
import { colourOf } from '../../colours.ts';
import { showCount, showDuration } from '../../format.ts';
import { type ShownRow, type TraceView, wordAt } from '../trace-view.ts';
import type { TimeRange } from './minimap.tsx';

export interface SpanRowProps {
  readonly view: TraceView;
  readonly shown: ShownRow;
  readonly index: number;
  readonly range: TimeRange;
  readonly open: boolean;
  readonly selected: boolean;
  readonly found: boolean;
  readonly path: readonly PathPart[] | undefined;
  readonly onSelect: () => void;
  readonly onToggle: () => void;
}

export function SpanRow(props: SpanRowProps): JSX.Element {
  const { view, shown, index, open, selected, found, onSelect } = props;
  const { tree, skeleton } = view;
  const { row, fold } = shown;
  const span = tree.span[row] as number;
  const failed = fold > 0 ? failuresOf(props) > 0 : skeleton.status[span] === 2;
  const branches = fold > 0 || tree.end[row] !== row + 1;
  return (
    <div
      id={`row-${index}`}
      role="row"
      class={`row${selected ? ' selected' : ''}${failed ? ' failed' : ''}${found ? ' found' : ''}${span < 0 ? ' ghost' : ''}`}
      aria-level={(tree.depth[row] as number) + 1}
      aria-rowindex={index + 1}
      aria-selected={selected}
      {...(branches && { 'aria-expanded': open })}
      onClick={onSelect}
    >
      <NameCell {...props} branches={branches} />
      <BarCell {...props} failed={failed} />
    </div>
  );
}

/** Deeper than this, rows keep their indent. */
const DEEPEST = 24;
const STEP = 14;

function NameCell({
  view,
  shown,
  open,
  onToggle,
  branches,
}: SpanRowProps & { branches: boolean }): JSX.Element {
  const { tree, skeleton } = view;
  const { row, fold } = shown;
  const span = tree.span[row] as number;
  const depth = Math.min(tree.depth[row] as number, DEEPEST);
  const service = wordAt(skeleton, skeleton.service, span);
  const above = tree.span[tree.parent[row] as number] ?? -1;
  const hop = span >= 0 && (above < 0 || skeleton.service[above] !== skeleton.service[span]);
  return (
    <div
      role="gridcell"
      class="row-name"
      style={{ paddingLeft: `${6 + depth * STEP}px`, backgroundSize: `${depth * STEP}px 100%` }}
    >
      <button
        type="button"
        class={`fold${branches ? '' : ' leaf'}`}
        tabIndex={-1}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          if (branches) onToggle();
        }}
      >
        {branches ? (open ? '▾' : '▸') : ''}
      </button>
      {span < 0 ? (
        <span
          class="ghost-name"
          title={`The parent ${tree.ghosts.get(row)} has not come, or is kept elsewhere`}
        >
          a span that has not come
        </span>
      ) : (
        <>
          <i class={`dot c${colourOf(service)}`} title={service} aria-hidden="true" />
          {hop && <span class="row-service">{service}</span>}
          <span class="row-label">{wordAt(skeleton, skeleton.name, span)}</span>
          {fold > 0 && <span class="tag">×{fold}</span>}
          {skeleton.unfinished[span] === 1 && <span class="tag running">unfinished</span>}
        </>
      )}
    </div>
  );
}

function failuresOf({ view: { tree, skeleton }, shown: { row, fold } }: SpanRowProps): number {
  let count = 0;
  for (let each = row; each < row + fold; each++)
    if (skeleton.status[tree.span[each] as number] === 2) count++;
  return count;
}

function BarCell(props: SpanRowProps & { failed: boolean }): JSX.Element {
  const { view, shown, range, path, failed } = props;
  const { tree, skeleton, origin, length } = view;
  const { row, fold } = shown;
  const span = tree.span[row] as number;
  const share = (micros: number): number =>
    ((micros - origin) / length - range.from) / (range.to - range.from);
  const from = share(tree.start[row] as number);
  const last = fold > 0 ? row + fold - 1 : row;
  const to = share((tree.start[last] as number) + (tree.duration[last] as number));
  const percent = (value: number): string => `${(Math.min(1.02, Math.max(-0.02, value)) * 100).toFixed(3)}%`;
  const seen = to >= 0 && from <= 1;
  const inside = Math.min(1, to) - Math.max(0, from) > 0.4;
  const left = !inside && to > 0.72;
  const colour = span < 0 ? 'ghost' : `c${colourOf(wordAt(skeleton, skeleton.service, span))}`;
  const right = seen
    ? {
        ...(left
          ? { right: `calc(${percent(1 - from)} + 6px)` }
          : { left: inside ? `calc(${percent(from)} + 6px)` : `calc(${percent(to)} + 6px)` }),
      }
    : { display: 'none' };
  return (
    <div role="gridcell" class="row-bar">
      {seen && (
        <span
          class={`span-bar ${colour}${failed ? ' failed' : ''}${fold > 0 ? ' folded' : ''}${skeleton.unfinished[span] === 1 ? ' running' : ''}`}
          style={{ left: percent(from), width: `max(2px, calc(${percent(to)} - ${percent(from)}))` }}
        />
      )}
      {(path ?? []).map(([, begin, end]) => (
        <span
          key={begin}
          class="critical"
          style={{
            left: percent(share(begin)),
            width: `max(1px, calc(${percent(share(end))} - ${percent(share(begin))}))`,
          }}
        />
      ))}
      <span class={`row-note${inside ? ' inside' : ''}`} style={right}>
        {fold > 0 ? foldNote(props) : showDuration(tree.duration[row] as number)}
        {fold === 0 && span >= 0 && <SpanNote {...props} />}
      </span>
    </div>
  );
}

function SpanNote({ view: { skeleton, tree }, shown: { row } }: SpanRowProps): JSX.Element {
  const span = tree.span[row] as number;
  const model = wordAt(skeleton, skeleton.model, span);
  const [input, output] = [skeleton.input[span] ?? null, skeleton.output[span] ?? null];
  return (
    <>
      {model !== '' && <span class="note-model"> {model}</span>}
      {input !== null && (
        <span class="note-tokens">
          {' '}
          {showCount(input)} → {showCount(output ?? 0)}
        </span>
      )}
      {(tree.shift[row] as number) !== 0 && <span title="Moved: its clock is not its caller's"> ⇥</span>}
    </>
  );
}

function foldNote({ view: { tree, skeleton }, shown: { row, fold } }: SpanRowProps): string {
  const durations = Array.from(tree.duration.subarray(row, row + fold)).sort((a, b) => a - b);
  let failed = 0;
  for (let each = row; each < row + fold; each++)
    if (skeleton.status[tree.span[each] as number] === 2) failed++;
  const at = (share: number): string => showDuration(durations[Math.floor(share * (fold - 1))] ?? 0);
  return `p50 ${at(0.5)} · p95 ${at(0.95)}${failed > 0 ? ` · ${failed} failed` : ''}`;
}
