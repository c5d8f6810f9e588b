import type { JSX } from 'preact';
import type { BuildComparison, BuildTime, ComparedSite } from '../../project/compare-builds.ts';
import { useAnswer } from '../data.ts';
import { showChange, showCount, showDuration, showMoney, showTime } from '../format.ts';
import { Empty, Link, Notice } from '../parts/parts.tsx';
import { pathTo, route, setParams } from '../route.ts';

/** What each site did in one build and in another. */
export function BuildsPage(): JSX.Element {
  const list = useAnswer<readonly BuildTime[]>('builds', {});
  const builds = list.data ?? [];
  const { params } = route.value;
  const [a, b] = [params.get('a') ?? builds[1]?.id ?? '', params.get('b') ?? builds[0]?.id ?? ''];
  const answer = useAnswer<BuildComparison | null>(a === '' || b === '' ? '' : 'compare-builds', { a, b });
  if (list.pending) return <p class="loading">…</p>;
  if (builds.length < 2)
    return (
      <Empty title="There is one build so far">
        <p>Each build whose calls differ from the one before is remembered, the last twenty.</p>
      </Empty>
    );
  return (
    <div class="page compare">
      <h1>Compare builds</h1>
      <div class="compared-heads">
        <Choice side="A" builds={builds} chosen={a} onChange={(id) => setParams({ a: id, b })} />
        <button type="button" class="quiet" onClick={() => setParams({ a: b, b: a })}>
          swap
        </button>
        <Choice side="B" builds={builds} chosen={b} onChange={(id) => setParams({ a, b: id })} />
      </div>
      <p class="dim">
        What ran between a build and the next counts as its own. Calls are paired by function and name, so
        moved lines do not matter.
      </p>
      {answer.error !== '' && <Notice kind="error">{answer.error}</Notice>}
      {answer.data && <SiteTable rows={answer.data.rows} />}
    </div>
  );
}

function Choice({
  side,
  builds,
  chosen,
  onChange,
}: {
  side: string;
  builds: readonly BuildTime[];
  chosen: string;
  onChange: (id: string) => void;
}): JSX.Element {
  return (
    <label class="compared-head select">
      <b>{side}</b>{' '}
      <select value={chosen} onChange={(event) => onChange(event.currentTarget.value)}>
        {builds.map(({ id, commit, from }) => (
          <option key={id} value={id}>
            {showTime(from * 1000)} {commit ? `commit ${commit.slice(0, 8)}` : id.slice(0, 8)}
          </option>
        ))}
      </select>
    </label>
  );
}

const COLUMNS = ['Calls', 'Errors', 'p50', 'p95', 'Tokens', 'Cost'];

function SiteTable({ rows }: { rows: readonly ComparedSite[] }): JSX.Element {
  if (rows.length === 0) return <Notice>Nothing ran in either of them.</Notice>;
  return (
    <div class="table-frame">
      <table class="data" aria-label="Sites of both builds">
        <thead>
          <tr>
            <th scope="col">Site</th>
            {COLUMNS.map((title) => (
              <th key={title} scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 500).map((row, index) => (
            <SiteRow key={index} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SiteRow({ row: { place, name, a, b } }: { row: ComparedSite }): JSX.Element {
  const state = a === null ? 'new' : b === null ? 'gone' : '';
  const last = b ?? a;
  return (
    <tr class={state}>
      <td class="wide">
        {last && <Link to={pathTo('trace', last.traceId)}>{name}</Link>} <code class="dim">{place}</code>{' '}
        {state !== '' && <span class={`tag ${state}`}>{state === 'new' ? 'only in B' : 'only in A'}</span>}
      </td>
      <td class="number">{moved(a?.calls, b?.calls, showCount)}</td>
      <td class="number">{moved(a?.errors, b?.errors, showCount)}</td>
      <td class="number">{moved(a?.p50, b?.p50, showDuration)}</td>
      <td class="number">{moved(a?.p95, b?.p95, showDuration)}</td>
      <td class="number">{moved(a?.tokens, b?.tokens, showCount)}</td>
      <td class="number">{moved(a?.cost, b?.cost, showMoney)}</td>
    </tr>
  );
}

function moved(
  a: number | null | undefined,
  b: number | null | undefined,
  show: (value: number) => string,
): string {
  const isInBoth = a !== undefined && b !== undefined;
  return isInBoth ? showChange(a ?? 0, b ?? 0, show) : a || b ? show(a || b || 0) : '';
}
