import type { JSX } from 'preact';
import { changes, useAnswer } from '../data.ts';
import { showAge, showDuration, showExactTime, showMoney, showTokens } from '../format.ts';
import { type Column, DataTable, sortRows } from '../parts/data-table.tsx';
import { Empty, Link, Notice } from '../parts/parts.tsx';
import { pathTo, route } from '../route.ts';
import type { GroupRow } from './group-row.ts';

const VALUES = {
  last: (row: GroupRow) => row.last,
  sessions: (row: GroupRow) => row.sessions,
  traces: (row: GroupRow) => row.traces,
  calls: (row: GroupRow) => row.calls,
  tokens: (row: GroupRow) => (row.input ?? 0) + (row.output ?? 0),
  cost: (row: GroupRow) => row.cost ?? 0,
  errors: (row: GroupRow) => row.errors,
  p95: (row: GroupRow) => row.p95,
};

const COLUMNS: readonly Column<GroupRow>[] = [
  {
    key: 'user',
    title: 'User',
    class: 'wide',
    cell: ({ user }) => (
      <Link to={pathTo('traces', '', { user })} class="name-link">
        {user}
      </Link>
    ),
  },
  { key: 'sessions', title: 'Sessions', numeric: true, sortable: true, cell: ({ sessions }) => sessions },
  { key: 'traces', title: 'Traces', numeric: true, sortable: true, cell: ({ traces }) => traces },
  { key: 'calls', title: 'Model calls', numeric: true, sortable: true, cell: ({ calls }) => calls || '' },
  {
    key: 'errors',
    title: 'Errors',
    numeric: true,
    sortable: true,
    cell: ({ errors }) => (errors > 0 ? <span class="bad">{errors}</span> : ''),
  },
  { key: 'p95', title: 'p95', numeric: true, sortable: true, cell: ({ p95 }) => showDuration(p95) },
  {
    key: 'tokens',
    title: 'Tokens',
    numeric: true,
    sortable: true,
    cell: ({ input, output }) => showTokens(input, output),
  },
  { key: 'cost', title: 'Cost', numeric: true, sortable: true, cell: ({ cost }) => showMoney(cost) },
  {
    key: 'last',
    title: 'Last active',
    sortable: true,
    class: 'time',
    cell: ({ last }) => <time title={showExactTime(last)}>{showAge(last)}</time>,
  },
];

export function UsersPage(): JSX.Element {
  const answer = useAnswer<{ rows: GroupRow[] }>('users', {}, changes.value);
  if (answer.data?.rows.length === 0)
    return (
      <Empty title="No span names a user">
        <p>
          Set it where a request begins: <code>Observe.setAttribute(Observe.TraceAttribute.USER_ID, id)</code>
        </p>
      </Empty>
    );
  return (
    <div class="page">
      <h1>Users</h1>
      {answer.error !== '' && <Notice kind="error">{answer.error}</Notice>}
      <DataTable
        label="Users"
        columns={COLUMNS}
        rows={sortRows(answer.data?.rows ?? [], route.value.params.get('sort') ?? 'cost', VALUES)}
        keyOf={({ user }) => user}
        to={({ user }) => pathTo('traces', '', { user })}
        sort="cost"
        classOf={({ errors }) => (errors > 0 ? 'failed' : '')}
      />
    </div>
  );
}
