import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ask, snapshot } from '../../data.ts';
import { plural } from '../../format.ts';
import { type KeyBinding, useKeys } from '../../keys.ts';
import { VirtualRows } from '../../parts/virtual-rows.tsx';
import { route, setParams } from '../../route.ts';
import { shownRows, type TraceView, wordAt } from '../trace-view.ts';
import { Minimap, type TimeRange } from './minimap.tsx';
import { SpanRow } from './span-row.tsx';
import { TimeRuler } from './time-ruler.tsx';

const ROW = 26;

export interface WaterfallProps {
  readonly view: TraceView;
  readonly selected: string;
  readonly onSelect: (spanId: string) => void;
}

export function Waterfall({ view, selected, onSelect }: WaterfallProps): JSX.Element {
  const { skeleton, tree } = view;
  const frame = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const [range, setRange] = useState<TimeRange>({ from: 0, to: 1 });
  const [path, setPath] = useState(true);
  const search = useSearch(view);
  const rows = useMemo(() => shownRows(view, closed, unfolded), [view, closed, unfolded]);
  const onPath = useMemo(() => Map.groupBy(path ? view.path : [], ([row]) => row), [view, path]);
  const placeOf = useMemo(() => new Map(rows.map(({ row }, index) => [row, index])), [rows]);
  const indexes = useMemo(() => new Map(skeleton.spanId.map((id, index) => [id, index])), [skeleton]);
  const selectedRow = indexes.has(selected) ? (tree.rowOf[indexes.get(selected) as number] as number) : -1;
  const place = placeOf.get(selectedRow) ?? -1;

  const selectRow = (row: number | undefined): void => {
    const index = row === undefined ? -1 : (tree.span[row] as number);
    if (index >= 0) onSelect(skeleton.spanId[index] as string);
  };
  /** Also where it is folded or below what is closed. */
  const reveal = (row: number): void => {
    const open = new Set(closed);
    for (let above = tree.parent[row] as number; above >= 0; above = tree.parent[above] as number)
      open.delete(above);
    if (open.size !== closed.size) setClosed(open);
    const fold = rows.find((it) => it.fold > 0 && row >= it.row && row < it.row + it.fold);
    if (fold !== undefined) setUnfolded(new Set([...unfolded, fold.row]));
    selectRow(row);
  };
  const toggle = (index: number, wanted?: boolean): void => {
    const shown = rows[index];
    if (shown === undefined) return;
    if (shown.fold > 0) return setUnfolded(new Set([...unfolded, shown.row]));
    if (tree.end[shown.row] === shown.row + 1) return;
    const next = new Set(closed);
    if (wanted ?? next.has(shown.row)) next.delete(shown.row);
    else next.add(shown.row);
    setClosed(next);
  };
  const jump = (test: (row: number) => boolean, by: number): void => {
    const count = tree.span.length;
    for (let step = 1; step <= count; step++) {
      const row = (((selectedRow + by * step) % count) + count) % count;
      if (test(row)) return reveal(row);
    }
  };
  const isFailed = (row: number): boolean => skeleton.status[tree.span[row] as number] === 2;
  const isFound = (row: number): boolean => search.found.has(skeleton.spanId[tree.span[row] as number] ?? '');
  const keys: KeyBinding[] = [
    { key: 'j', what: 'next span', run: () => selectRow(rows[Math.min(place + 1, rows.length - 1)]?.row) },
    { key: 'k', what: 'previous span', run: () => selectRow(rows[Math.max(place - 1, 0)]?.row) },
    { key: 'e', what: 'next error', run: () => jump(isFailed, 1) },
    { key: 'E', what: 'previous error', run: () => jump(isFailed, -1) },
    { key: 'c', what: 'critical path', run: () => setPath(!path) },
    { key: '/', what: 'search in the trace', run: () => field.current?.focus() },
    { key: 'ctrl+f', what: 'search in the trace', run: () => field.current?.select() },
    { key: 'n', what: 'next match', run: () => jump(isFound, 1) },
    { key: 'N', what: 'previous match', run: () => jump(isFound, -1) },
    {
      key: '-',
      what: 'close all',
      run: () =>
        setClosed(
          new Set(
            [...tree.span.keys()].filter(
              (row) => tree.end[row] !== row + 1 && (tree.depth[row] as number) > 0,
            ),
          ),
        ),
    },
    { key: '+', what: 'open all', run: () => setClosed(new Set()) },
  ];
  useKeys(keys);
  const onTreeKey = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => selectRow(rows[Math.min(place + 1, rows.length - 1)]?.row),
      ArrowUp: () => selectRow(rows[Math.max(place - 1, 0)]?.row),
      Home: () => selectRow(rows[0]?.row),
      End: () => selectRow(rows.at(-1)?.row),
      PageDown: () => selectRow(rows[Math.min(place + 20, rows.length - 1)]?.row),
      PageUp: () => selectRow(rows[Math.max(place - 20, 0)]?.row),
      ArrowRight: () => toggle(place, true),
      ArrowLeft: () => (isOpen(place) ? toggle(place, false) : selectRow(tree.parent[selectedRow])),
      Enter: () => toggle(place),
    };
    const move = moves[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move();
  };
  const isOpen = (index: number): boolean => {
    const shown = rows[index];
    return (
      shown !== undefined &&
      shown.fold === 0 &&
      tree.end[shown.row] !== shown.row + 1 &&
      !closed.has(shown.row)
    );
  };

  return (
    <div class="waterfall">
      <div class="waterfall-tools">
        <label class="search small">
          <span class="unseen">Search in the trace</span>
          <input
            ref={field}
            type="search"
            placeholder="Find in this trace"
            value={search.text}
            spellcheck={false}
            onInput={(event) => search.setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') jump(isFound, event.shiftKey ? -1 : 1);
              if (event.key === 'Escape') event.currentTarget.blur();
            }}
          />
          {search.text !== '' && (
            <span class="hits" role="status">
              {plural(search.found.size, 'hit')}
            </span>
          )}
        </label>
        <button type="button" class="toggle" aria-pressed={path} onClick={() => setPath(!path)}>
          Critical path
        </button>
        <SkewNote view={view} />
        <span class="space" />
        {skeleton.left > 0 && (
          <span class="warn">
            the first {skeleton.spanId.length.toLocaleString('en')} of{' '}
            {skeleton.trace.spans.toLocaleString('en')} spans
          </span>
        )}
        <span class="dim">{plural(rows.length, 'row')}</span>
      </div>
      <Minimap view={view} range={range} onRange={setRange} />
      <TimeRuler view={view} range={range} />
      <div
        ref={frame}
        class="rows"
        role="treegrid"
        aria-label="Spans"
        aria-rowcount={rows.length}
        aria-readonly="true"
        aria-activedescendant={place >= 0 ? `row-${place}` : undefined}
        tabIndex={0}
        onKeyDown={onTreeKey}
      >
        <VirtualRows
          frame={frame}
          count={rows.length}
          height={ROW}
          selected={place}
          render={(index) => {
            const shown = rows[index] as (typeof rows)[number];
            return (
              <SpanRow
                key={shown.row}
                view={view}
                shown={shown}
                index={index}
                range={range}
                open={isOpen(index)}
                selected={shown.row === selectedRow}
                found={search.text !== '' && isFound(shown.row)}
                path={onPath.get(shown.row)}
                onSelect={() => (shown.fold > 0 ? toggle(index) : selectRow(shown.row))}
                onToggle={() => toggle(index)}
              />
            );
          }}
        />
      </div>
    </div>
  );
}

interface TraceSearch {
  readonly text: string;
  readonly found: ReadonlySet<string>;
  setText(text: string): void;
}

/** Names here at once; attributes and contents where they are kept. */
function useSearch(view: TraceView): TraceSearch {
  const [text, setText] = useState(route.value.params.get('find') ?? '');
  const [found, setFound] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (text === '') return setFound(new Set());
    const local = new Set(namesWith(view, text.toLowerCase()));
    setFound(local);
    if (snapshot !== undefined) return;
    const timer = setTimeout(() => {
      setParams({ find: text });
      ask<{ spans: string[] }>('find', { trace: view.skeleton.trace.traceId, q: text }).then(
        ({ spans }) => setFound(new Set([...local, ...spans])),
        () => {},
      );
    }, 150);
    return () => clearTimeout(timer);
  }, [text, view]);
  return { text, found, setText };
}

const namesWith = ({ skeleton }: TraceView, text: string): string[] =>
  skeleton.spanId.filter((_, index) =>
    `${wordAt(skeleton, skeleton.name, index)} ${wordAt(skeleton, skeleton.service, index)}`
      .toLowerCase()
      .includes(text),
  );

function SkewNote({ view: { tree } }: { view: TraceView }): JSX.Element | null {
  const raw = route.value.params.get('skew') === 'raw';
  const moved = tree.shift.some((shift) => shift !== 0);
  if (!raw && !moved) return null;
  return (
    <button
      type="button"
      class="toggle"
      aria-pressed={!raw}
      title="Clocks differ: servers are moved into the time of their callers"
      onClick={() => setParams({ skew: raw ? '' : 'raw' })}
    >
      Clocks aligned
    </button>
  );
}
