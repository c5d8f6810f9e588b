/** A table whose head sorts and whose rows lead somewhere. */
import type { ComponentChildren, JSX } from 'preact';
import { goTo, route, setParams } from '../route.ts';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** The title is for who cannot see the column's purpose. */
  readonly unseen?: boolean;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  /** Of the cell, where it is not a number. */
  readonly class?: string;
  readonly cell: (row: Row) => ComponentChildren;
}

export interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly to?: (row: Row) => string;
  /** What it is sorted by when the address does not say. */
  readonly sort?: string;
  readonly classOf?: (row: Row) => string;
}

export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  to,
  sort = '',
  classOf,
}: DataTableProps<Row>): JSX.Element {
  const sorted = route.value.params.get('sort') ?? sort;
  return (
    <div class="table-frame">
      <table class="data" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} sorted={sorted} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              class={`${to ? 'leads' : ''} ${classOf?.(row) ?? ''}`}
              onClick={to && ((event) => follow(event, to(row)))}
            >
              {columns.map((column) => (
                <td key={column.key} class={column.numeric ? 'number' : (column.class ?? '')}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A click on a row is one on its link, unless text is being marked. */
function follow(event: MouseEvent, path: string): void {
  if ((event.target as HTMLElement).closest('a, button, input') || getSelection()?.toString()) return;
  goTo(path);
}

function Head<Row>({ column, sorted }: { column: Column<Row>; sorted: string }): JSX.Element {
  const { key, title, numeric, sortable, unseen } = column;
  const className = numeric ? 'number' : '';
  if (!sortable)
    return (
      <th class={className} scope="col">
        {unseen ? <span class="unseen">{title}</span> : title}
      </th>
    );
  const down = sorted === key;
  const up = sorted === `-${key}`;
  return (
    <th class={className} scope="col" aria-sort={down ? 'descending' : up ? 'ascending' : 'none'}>
      <button type="button" onClick={() => setParams({ sort: down ? `-${key}` : key })}>
        {title}
        <span class="arrow" aria-hidden="true">
          {down ? '↓' : up ? '↑' : ''}
        </span>
      </button>
    </th>
  );
}

/** Rows sorted here, for lists that came whole. */
export function sortRows<Row>(
  rows: readonly Row[],
  sort: string,
  measure: Readonly<Record<string, (row: Row) => number | string>>,
): Row[] {
  const read = measure[sort.replace(/^-/, '')];
  if (read === undefined) return [...rows];
  const direction = sort.startsWith('-') ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [x, y] = [read(a), read(b)];
    return x === y ? 0 : x < y ? -direction : direction;
  });
}
