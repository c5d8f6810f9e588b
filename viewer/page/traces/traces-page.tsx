import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { TraceRow } from '../../store/queries/traces.ts';
import { colourOf } from '../colours.ts';
import { changes, useAnswer } from '../data.ts';
import { showDuration, showExactTime, showMoney, showTime, showTokens } from '../format.ts';
import { type KeyBinding, useKeys } from '../keys.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Link, Notice, ServiceName } from '../parts/parts.tsx';
import { goTo, pathTo, route } from '../route.ts';
import { Filters, filterOf } from './filters.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Summary, type SummaryData } from './summary.tsx';

const AT_ONCE = 100;

export function TracesPage(): JSX.Element {
  const [count, setCount] = useState(AT_ONCE);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const search = useRef<HTMLInputElement>(null);
  const filter = filterOf(route.value.params);
  const version = changes.value;
  const list = useAnswer<{ rows: TraceRow[]; more: boolean }>(
    'traces',
    { ...filter, limit: String(count) },
    version,
  );
  const summary = useAnswer<SummaryData>('summary', filter, version);
  const rows = list.data?.rows ?? [];
  useKeys(keysOf(rows, search, marked));
  const mark = (traceId: string): void => {
    const next = new Set(marked);
    if (!next.delete(traceId)) next.add(traceId);
    setMarked(new Set([...next].slice(-2)));
  };
  if (summary.data?.total === 0) return <FirstSteps />;
  const slowest = rows.reduce((most, { duration }) => Math.max(most, duration), 1);
  return (
    <div class="page">
      <h1 class="unseen">Traces</h1>
      <Filters search={search} />
      {summary.data && <Summary data={summary.data} />}
      {list.error !== '' && <Notice kind="error">{list.error}</Notice>}
      {marked.size > 0 && <MarkedBar marked={[...marked]} onClear={() => setMarked(new Set())} />}
      <DataTable
        label="Traces"
        columns={columnsOf(slowest, marked, mark)}
        rows={rows}
        keyOf={({ traceId }) => traceId}
        to={({ traceId }) => pathTo('trace', traceId)}
        sort="start"
        classOf={({ errors }) => (errors > 0 ? 'failed' : '')}
      />
      {list.data !== undefined && rows.length === 0 && <Notice>Nothing matches. Take a filter away.</Notice>}
      {list.data?.more && (
        <button
          type="button"
          class="more"
          onClick={() => setCount(Math.min(500, count + AT_ONCE))}
          disabled={count >= 500}
        >
          {count >= 500 ? 'The first 500 are shown: filter for more' : 'Show more'}
        </button>
      )}
    </div>
  );
}

function keysOf(
  rows: readonly TraceRow[],
  search: { current: HTMLInputElement | null },
  marked: ReadonlySet<string>,
): KeyBinding[] {
  const move = (by: number): void => {
    const links = [...document.querySelectorAll<HTMLElement>('table.data tbody .name-link')];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  };
  return [
    { key: '/', what: 'search', run: () => search.current?.focus() },
    { key: 'j', what: 'next trace', run: () => move(1) },
    { key: 'k', what: 'previous trace', run: () => move(-1) },
    {
      key: 'c',
      what: 'compare the marked traces',
      run: () => {
        const [a = rows[1]?.traceId ?? '', b = rows[0]?.traceId ?? ''] = [...marked];
        if (a !== '' && b !== '') goTo(pathTo('compare', '', { a, b }));
      },
    },
  ];
}

function MarkedBar({ marked, onClear }: { marked: readonly string[]; onClear: () => void }): JSX.Element {
  const [a = '', b = ''] = marked;
  return (
    <p class="marked" role="status">
      {marked.length} marked{' '}
      {b === '' ? (
        <span>mark another to compare</span>
      ) : (
        <Link to={pathTo('compare', '', { a, b })} class="button">
          Compare
        </Link>
      )}
      <button type="button" class="quiet" onClick={onClear}>
        clear
      </button>
    </p>
  );
}

const columnsOf = (
  slowest: number,
  marked: ReadonlySet<string>,
  mark: (traceId: string) => void,
): Column<TraceRow>[] => [
  {
    key: 'mark',
    title: 'Mark',
    unseen: true,
    class: 'mark',
    cell: ({ traceId, name }) => (
      <input
        type="checkbox"
        aria-label={`Mark ${name} to compare`}
        checked={marked.has(traceId)}
        onChange={() => mark(traceId)}
      />
    ),
  },
  {
    key: 'start',
    title: 'Time',
    sortable: true,
    class: 'time',
    cell: ({ start }) => <time title={showExactTime(start)}>{showTime(start)}</time>,
  },
  { key: 'name', title: 'Trace', class: 'wide', cell: TraceName },
  {
    key: 'duration',
    title: 'Duration',
    numeric: true,
    sortable: true,
    cell: (row) => <DurationBar row={row} slowest={slowest} />,
  },
  { key: 'spans', title: 'Spans', numeric: true, sortable: true, cell: ({ spans }) => spans },
  {
    key: 'errors',
    title: 'Errors',
    numeric: true,
    sortable: true,
    cell: ({ errors }) => (errors > 0 ? <span class="bad">{errors}</span> : ''),
  },
  {
    key: 'session',
    title: 'Session',
    class: 'id',
    cell: ({ session }) => session && <Link to={pathTo('session', session)}>{session}</Link>,
  },
  {
    key: 'user',
    title: 'User',
    class: 'id',
    cell: ({ user }) => user && <Link to={pathTo('traces', '', { user })}>{user}</Link>,
  },
  {
    key: 'model',
    title: 'Model',
    class: 'model',
    cell: ({ model, calls }) =>
      model && (
        <span>
          {model}
          {calls > 1 && <span class="dim"> ×{calls}</span>}
        </span>
      ),
  },
  {
    key: 'tokens',
    title: 'Tokens',
    numeric: true,
    sortable: true,
    cell: ({ input, output }) => showTokens(input, output),
  },
  { key: 'cost', title: 'Cost', numeric: true, sortable: true, cell: ({ cost }) => showMoney(cost) },
];

function TraceName({ traceId, name, service, services, unfinished, rooted, pinned }: TraceRow): JSX.Element {
  return (
    <span class="trace-name">
      <span class="dots" title={services.join(' → ')}>
        <ServiceName name={service} />
        {services
          .filter((each) => each !== service)
          .slice(0, 8)
          .map((each) => (
            <i key={each} class={`dot c${colourOf(each)}`} aria-hidden="true" />
          ))}
      </span>
      <Link to={pathTo('trace', traceId)} class="name-link">
        {name || traceId.slice(0, 8)}
      </Link>
      {unfinished > 0 && <span class="tag running">unfinished</span>}
      {!rooted && (
        <span class="tag" title="Its first span has not come">
          no root
        </span>
      )}
      {pinned && <span class="tag">kept</span>}
    </span>
  );
}

function DurationBar({ row, slowest }: { row: TraceRow; slowest: number }): JSX.Element {
  return (
    <span class="duration">
      <span class="duration-bar" aria-hidden="true">
        <i
          class={row.errors > 0 ? 'bad' : ''}
          style={{ width: `${Math.max(2, (100 * row.duration) / slowest)}%` }}
        />
      </span>
      {showDuration(row.duration)}
    </span>
  );
}
