import type { JSX } from 'preact';
import { changes, useAnswer } from '../data.ts';
import { showAge, showDuration, showExactTime, showMoney, showTime, showTokens } from '../format.ts';
import { type Column, DataTable, sortRows } from '../parts/data-table.tsx';
import { Empty, Link, Notice } from '../parts/parts.tsx';
import { pathTo, route } from '../route.ts';
import type { GroupRow } from './group-row.ts';

const VALUES = {
  last: (row: GroupRow) => row.last,
  first: (row: GroupRow) => row.first,
  traces: (row: GroupRow) => row.traces,
  calls: (row: GroupRow) => row.calls,
  tokens: (row: GroupRow) => (row.input ?? 0) + (row.output ?? 0),
  cost: (row: GroupRow) => row.cost ?? 0,
  errors: (row: GroupRow) => row.errors,
  busy: (row: GroupRow) => row.busy,
};

const COLUMNS: readonly Column<GroupRow>[] = [
  {
    key: 'session',
    title: 'Session',
    class: 'wide',
    cell: ({ session }) => (
      <Link to={pathTo('session', session)} class="name-link">
        {session}
      </Link>
    ),
  },
  {
    key: 'user',
    title: 'User',
    class: 'id',
    cell: ({ user, users }) =>
      user && (
        <Link to={pathTo('traces', '', { user })}>
          {user}
          {users > 1 && ` +${users - 1}`}
        </Link>
      ),
  },
  {
    key: 'first',
    title: 'Begun',
    sortable: true,
    class: 'time',
    cell: ({ first }) => <time title={showExactTime(first)}>{showTime(first)}</time>,
  },
  {
    key: 'last',
    title: 'Last active',
    sortable: true,
    class: 'time',
    cell: ({ last }) => <time title={showExactTime(last)}>{showAge(last)}</time>,
  },
  { key: 'traces', title: 'Traces', numeric: true, sortable: true, cell: ({ traces }) => traces },
  { key: 'calls', title: 'Model calls', numeric: true, sortable: true, cell: ({ calls }) => calls || '' },
  {
    key: 'errors',
    title: 'Errors',
    numeric: true,
    sortable: true,
    cell: ({ errors }) => (errors > 0 ? <span class="bad">{errors}</span> : ''),
  },
  { key: 'busy', title: 'Time', numeric: true, sortable: true, cell: ({ busy }) => showDuration(busy) },
  {
    key: 'tokens',
    title: 'Tokens',
    numeric: true,
    sortable: true,
    cell: ({ input, output }) => showTokens(input, output),
  },
  { key: 'cost', title: 'Cost', numeric: true, sortable: true, cell: ({ cost }) => showMoney(cost) },
];

export function SessionsPage(): JSX.Element {
  const answer = useAnswer<{ rows: GroupRow[] }>('sessions', {}, changes.value);
  if (answer.data?.rows.length === 0)
    return (
      <Empty title="No span names a session">
        <p>
          Set it where a request begins:{' '}
          <code>Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, id)</code>. Every span of every
          service behind it has it from then on.
        </p>
      </Empty>
    );
  return (
    <div class="page">
      <h1>Sessions</h1>
      {answer.error !== '' && <Notice kind="error">{answer.error}</Notice>}
      <DataTable
        label="Sessions"
        columns={COLUMNS}
        rows={sortRows(answer.data?.rows ?? [], route.value.params.get('sort') ?? 'last', VALUES)}
        keyOf={({ session }) => session}
        to={({ session }) => pathTo('session', session)}
        sort="last"
        classOf={({ errors }) => (errors > 0 ? 'failed' : '')}
      />
    </div>
  );
}
