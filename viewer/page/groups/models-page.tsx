import type { JSX } from 'preact';
import { changes, useAnswer } from '../data.ts';
import { showAge, showCount, showDuration, showExactTime, showMoney } from '../format.ts';
import { type Column, DataTable, sortRows } from '../parts/data-table.tsx';
import { Empty, Link, Notice } from '../parts/parts.tsx';
import { pathTo, route } from '../route.ts';
import type { ModelRow } from './group-row.ts';

const VALUES = {
  calls: (row: ModelRow) => row.calls,
  errors: (row: ModelRow) => row.errors,
  input: (row: ModelRow) => row.input ?? 0,
  output: (row: ModelRow) => row.output ?? 0,
  cost: (row: ModelRow) => row.cost ?? 0,
  p50: (row: ModelRow) => row.p50,
  p95: (row: ModelRow) => row.p95,
  firstChunk: (row: ModelRow) => row.firstChunk ?? 0,
  perSecond: (row: ModelRow) => row.perSecond ?? 0,
  last: (row: ModelRow) => row.last,
};

const optional = (value: number | null, show: (value: number) => string): string =>
  value === null ? '' : show(value);

const COLUMNS: readonly Column<ModelRow>[] = [
  {
    key: 'model',
    title: 'Model',
    class: 'wide',
    cell: ({ model, provider }) => (
      <>
        <Link to={pathTo('traces', '', { model })} class="name-link">
          {model}
        </Link>{' '}
        <span class="dim">{provider}</span>
      </>
    ),
  },
  { key: 'calls', title: 'Calls', numeric: true, sortable: true, cell: ({ calls }) => showCount(calls) },
  {
    key: 'errors',
    title: 'Errors',
    numeric: true,
    sortable: true,
    cell: ({ errors }) => (errors > 0 ? <span class="bad">{errors}</span> : ''),
  },
  {
    key: 'input',
    title: 'Tokens in',
    numeric: true,
    sortable: true,
    cell: ({ input, cached }) => (
      <>
        {optional(input, showCount)}
        {cached ? <span class="dim"> {Math.round((100 * cached) / (input || 1))}% cached</span> : ''}
      </>
    ),
  },
  {
    key: 'output',
    title: 'Tokens out',
    numeric: true,
    sortable: true,
    cell: ({ output }) => optional(output, showCount),
  },
  { key: 'cost', title: 'Cost', numeric: true, sortable: true, cell: ({ cost }) => showMoney(cost) },
  { key: 'p50', title: 'p50', numeric: true, sortable: true, cell: ({ p50 }) => showDuration(p50) },
  { key: 'p95', title: 'p95', numeric: true, sortable: true, cell: ({ p95 }) => showDuration(p95) },
  {
    key: 'firstChunk',
    title: 'First chunk',
    numeric: true,
    sortable: true,
    cell: ({ firstChunk }) => optional(firstChunk, (ms) => showDuration(ms * 1000)),
  },
  {
    key: 'perSecond',
    title: 'Tokens/s',
    numeric: true,
    sortable: true,
    cell: ({ perSecond }) => optional(perSecond, (rate) => rate.toFixed(rate < 10 ? 1 : 0)),
  },
  {
    key: 'last',
    title: 'Last',
    sortable: true,
    class: 'time',
    cell: ({ last }) => <time title={showExactTime(last)}>{showAge(last)}</time>,
  },
];

export function ModelsPage(): JSX.Element {
  const answer = useAnswer<{ rows: ModelRow[] }>('models', {}, changes.value);
  const rows = answer.data?.rows ?? [];
  if (answer.data?.rows.length === 0)
    return (
      <Empty title="No model was called yet">
        <p>
          Calls of models are spans with <code>gen_ai.*</code> attributes, or those of OpenInference,
          OpenLLMetry and the AI SDK.
        </p>
      </Empty>
    );
  return (
    <div class="page">
      <h1>Models</h1>
      {answer.error !== '' && <Notice kind="error">{answer.error}</Notice>}
      <Shares rows={rows} />
      <DataTable
        label="Models"
        columns={COLUMNS}
        rows={sortRows(rows, route.value.params.get('sort') ?? 'calls', VALUES)}
        keyOf={({ model }) => model}
        to={({ model }) => pathTo('traces', '', { model })}
        sort="calls"
      />
    </div>
  );
}

/** Where tokens and dollars go, as two bars. */
function Shares({ rows }: { rows: readonly ModelRow[] }): JSX.Element {
  return (
    <div class="shares">
      <ShareBar
        title="Tokens"
        rows={rows}
        measure={({ input, output }) => (input ?? 0) + (output ?? 0)}
        show={showCount}
      />
      <ShareBar title="Cost" rows={rows} measure={({ cost }) => cost ?? 0} show={showMoney} />
      <ShareBar title="Time" rows={rows} measure={({ p50, calls }) => p50 * calls} show={showDuration} />
    </div>
  );
}

function ShareBar({
  title,
  rows,
  measure,
  show,
}: {
  title: string;
  rows: readonly ModelRow[];
  measure: (row: ModelRow) => number;
  show: (value: number) => string;
}): JSX.Element {
  const total = rows.reduce((sum, row) => sum + measure(row), 0);
  return (
    <div class="share">
      <span>
        {title} <b>{show(total)}</b>
      </span>
      <div class="share-bar">
        {rows.slice(0, 8).map((row, index) => (
          <i
            key={row.model}
            class={`c${index % 8}`}
            style={{ width: `${total > 0 ? (100 * measure(row)) / total : 0}%` }}
            title={`${row.model}: ${show(measure(row))}`}
          />
        ))}
      </div>
    </div>
  );
}
