import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Coverage, CoveredSite } from '../../project/coverage.ts';
import { changes, useAnswer } from '../data.ts';
import { plural, showAge, showCount, showDuration, showMoney, showTime } from '../format.ts';
import { Empty, Link, Notice } from '../parts/parts.tsx';
import { pathTo } from '../route.ts';
import { SourceLines } from '../trace/inspect/site-source.tsx';

export function CodePage(): JSX.Element {
  const [only, setOnly] = useState<'all' | 'never' | 'missed'>('all');
  const answer = useAnswer<Coverage>('code', {}, changes.value);
  const coverage = answer.data;
  if (answer.error !== '') return <Notice kind="error">{answer.error}</Notice>;
  if (coverage === undefined) return <p class="loading">…</p>;
  if (coverage.builds.length === 0) return <NoBuild coverage={coverage} />;
  const ran = coverage.sites.filter(({ state }) => state === 'ran').length;
  const never = coverage.sites.filter(({ state }) => state === 'never').length;
  const shown = coverage.sites.filter(({ state }) => only === 'all' || state === 'never');
  return (
    <div class="page code">
      <h1>Code</h1>
      <p class="coverage">
        <b>{ran}</b> of <b>{ran + never}</b> sites ran
        <span
          class="coverage-bar"
          role="img"
          aria-label={`${Math.round((100 * ran) / Math.max(1, ran + never))} percent`}
        >
          <i style={{ width: `${(100 * ran) / Math.max(1, ran + never)}%` }} />
        </span>
        {coverage.builds.map(({ root, id, time, commit, tool }) => (
          <span key={root} class="dim" title={root}>
            {root.split('/').at(-1)}: {tool} build {id.slice(0, 8)}
            {commit && `, commit ${commit.slice(0, 8)}`}, {showTime(Date.parse(time) * 1000)}
          </span>
        ))}
      </p>
      <div class="filters">
        <div class="choice" role="group" aria-label="Which">
          {(
            [
              ['all', `Sites ${coverage.sites.length}`],
              ['never', `Never ran ${never}`],
              ['missed', `Not traced ${coverage.misses.length}`],
            ] as const
          ).map(([value, title]) => (
            <button key={value} type="button" aria-pressed={only === value} onClick={() => setOnly(value)}>
              {title}
            </button>
          ))}
        </div>
        <Link class="quiet" to="/builds">
          Compare builds
        </Link>
        <a class="quiet" href="/api/lcov" download="onetrace.lcov">
          LCOV
        </a>
        <span class="dim">
          In CI: <code>onetrace view --require-coverage llm,tool</code>
        </span>
      </div>
      {only === 'missed' ? <Misses coverage={coverage} /> : <Sites sites={shown} />}
    </div>
  );
}

function Sites({ sites }: { sites: readonly CoveredSite[] }): JSX.Element {
  const files = [...Map.groupBy(sites, ({ file }) => file)];
  return (
    <>
      {files.map(([file, own]) => (
        <section key={file} class="code-file">
          <h2>{file}</h2>
          {own.slice(0, 300).map((site) => (
            <SiteLine key={`${site.line}:${site.column}:${site.rule}`} site={site} />
          ))}
        </section>
      ))}
    </>
  );
}

function SiteLine({ site }: { site: CoveredSite }): JSX.Element {
  const { line, kind, rule, use, source, confidence, state } = site;
  return (
    <details class={`site${use === null ? ' never' : ''}`}>
      <summary>
        <i class={`hit ${use === null ? state : use.errors > 0 ? 'failed' : 'ran'}`} aria-hidden="true" />
        <code class="site-line">{line}</code>
        <span class="tag">{kind}</span>
        <code class="site-text">{source?.lines[line - source.first]?.trim() ?? rule}</code>
        <span class="space" />
        {use === null ? (
          <span
            class="dim"
            title={state === 'untold' ? 'Spans of this kind do not say where in the source they are' : ''}
          >
            {state === 'untold' ? 'does not tell' : 'never ran'}
          </span>
        ) : (
          <span class="site-use">
            <b>{showCount(use.calls)}×</b> p95 {showDuration(use.p95)}
            {use.errors > 0 && <span class="bad"> {plural(use.errors, 'error')}</span>}
            {use.cost !== null && ` ${showMoney(use.cost)}`} <span class="dim">{showAge(use.last)}</span>
          </span>
        )}
      </summary>
      {source && <SourceLines source={source} line={line} />}
      <p class="dim">
        {rule}, {confidence}
        {site.function && `, in ${site.function}`}
        {use && (
          <>
            {' '}
            · <Link to={pathTo('trace', use.traceId)}>its last trace</Link> ·{' '}
            <Link to={pathTo('traces', '', { site: use.site })}>all its traces</Link>
          </>
        )}
      </p>
    </details>
  );
}

function Misses({ coverage: { misses } }: { coverage: Coverage }): JSX.Element {
  if (misses.length === 0)
    return <Notice>The build left nothing alone that looked like a call to trace.</Notice>;
  return (
    <table class="data misses" aria-label="Calls that are not traced">
      <thead>
        <tr>
          <th scope="col">Place</th>
          <th scope="col">Kind</th>
          <th scope="col">Why it is not traced</th>
        </tr>
      </thead>
      <tbody>
        {misses.map((miss) => (
          <tr key={`${miss.file}:${miss.line}:${miss.column}:${miss.rule}`}>
            <td>
              <code>
                {miss.file}:{miss.line}:{miss.column}
              </code>
            </td>
            <td>{miss.kind}</td>
            <td class="wide">{miss.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NoBuild({ coverage: { unknown } }: { coverage: Coverage }): JSX.Element {
  return (
    <Empty title="No build has told its sites">
      <p>
        The plugin writes <code>.onetrace/sites.json</code> with each build: every call that carries the
        trace, every near miss and why.
      </p>
      {unknown.length > 0 && (
        <p class="dim">
          {plural(unknown.length, 'place')} in the code ran so far, the busiest:{' '}
          <code>{unknown.reduce((a, b) => (a.calls > b.calls ? a : b)).site}</code>
        </p>
      )}
    </Empty>
  );
}
