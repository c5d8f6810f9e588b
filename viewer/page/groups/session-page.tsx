import type { JSX } from 'preact';
import type { NarrativeTurn } from '../../store/queries/service/narrative.ts';
import type { Skeleton } from '../../store/queries/trace.ts';
import { changes, useAnswer, versions } from '../data.ts';
import { plural, showDuration, showMoney, showTime, showTokens } from '../format.ts';
import { Markdown } from '../parts/markdown.tsx';
import { Fact, Link, Notice, ServiceName } from '../parts/parts.tsx';
import { pathTo, route, setParams } from '../route.ts';
import { Inspector } from '../trace/inspect/inspector.tsx';
import { viewOfTrace } from '../trace/trace-view.ts';
import { Waterfall } from '../trace/waterfall/waterfall.tsx';
import type { GroupRow } from './group-row.ts';

/** What was said on the left, how it came about on the right. */
export function SessionPage(): JSX.Element {
  const { id, params } = route.value;
  const version = changes.value;
  const sum = useAnswer<{ rows: GroupRow[] }>('sessions', { session: id }, version);
  const narrative = useAnswer<{ turns: NarrativeTurn[] }>('narrative', { session: id }, version);
  const turns = narrative.data?.turns ?? [];
  const chosen = params.get('trace') ?? turns.at(-1)?.trace.traceId ?? '';
  return (
    <div class="trace">
      <SessionHead session={id} row={sum.data?.rows[0]} />
      {narrative.error !== '' && <Notice kind="error">{narrative.error}</Notice>}
      {narrative.data !== undefined && turns.length === 0 && (
        <Notice>No trace of this session is kept.</Notice>
      )}
      <div class="split session">
        <section class="narrative" aria-label="Narrative">
          <ol>
            {turns.map((turn) => (
              <Turn key={turn.trace.traceId} turn={turn} chosen={turn.trace.traceId === chosen} />
            ))}
          </ol>
        </section>
        {chosen !== '' && <TraceInspector trace={chosen} />}
      </div>
    </div>
  );
}

function SessionHead({ session, row }: { session: string; row: GroupRow | undefined }): JSX.Element {
  return (
    <header class="trace-head">
      <div class="trace-title">
        <Link to="/sessions" class="back" aria-label="All sessions">
          ←
        </Link>
        <h1>{session}</h1>
        <span class="space" />
        <Link to={pathTo('traces', '', { session })} class="quiet">
          as a list of traces
        </Link>
      </div>
      {row && (
        <dl class="facts">
          <Fact name="user">
            {row.user ? <Link to={pathTo('traces', '', { user: row.user })}>{row.user}</Link> : '–'}
          </Fact>
          <Fact name="traces">{row.traces}</Fact>
          <Fact name="spans">{row.spans}</Fact>
          <Fact name="model calls">{row.calls}</Fact>
          <Fact name="errors">
            <span class={row.errors > 0 ? 'bad' : ''}>{row.errors}</span>
          </Fact>
          <Fact name="begun">{showTime(row.first)}</Fact>
          <Fact name="first to last">{showDuration(row.last - row.first)}</Fact>
          <Fact name="tokens in → out">{showTokens(row.input, row.output) || '–'}</Fact>
          <Fact name="cost">{showMoney(row.cost) || '–'}</Fact>
        </dl>
      )}
    </header>
  );
}

function Turn({
  turn: { trace, asked, answered },
  chosen,
}: {
  turn: NarrativeTurn;
  chosen: boolean;
}): JSX.Element {
  return (
    <li class={`turn${chosen ? ' selected' : ''}`}>
      <button
        type="button"
        class="turn-head"
        aria-pressed={chosen}
        onClick={() => setParams({ trace: trace.traceId, span: '' })}
      >
        <ServiceName name={trace.service} /> <b>{trace.name}</b>
        <span class="dim">
          {[
            showTime(trace.start),
            showDuration(trace.duration),
            showMoney(trace.cost),
            trace.errors > 0 && plural(trace.errors, 'error'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </button>
      {asked !== '' && (
        <div class="said user">
          <Markdown text={asked} />
        </div>
      )}
      {answered !== '' && (
        <div class="said assistant">
          <Markdown text={answered} />
        </div>
      )}
      {asked + answered === '' && trace.calls > 0 && (
        <p class="dim silent">{plural(trace.calls, 'model call')}, contents not recorded</p>
      )}
    </li>
  );
}

function TraceInspector({ trace }: { trace: string }): JSX.Element {
  const answer = useAnswer<Skeleton>('trace', { trace }, versions.get(trace) ?? 0);
  const selected = route.value.params.get('span') ?? '';
  if (answer.data === undefined) return <section class="face" aria-label="Trace" />;
  const view = viewOfTrace(answer.data, true);
  return (
    <section class="face session-trace" aria-label="Trace">
      <p class="face-head">
        <Link to={pathTo('trace', trace)}>open the trace</Link>
      </p>
      <Waterfall key={trace} view={view} selected={selected} onSelect={(span) => setParams({ span })} />
      {selected !== '' && <Inspector view={view} spanId={selected} onClose={() => setParams({ span: '' })} />}
    </section>
  );
}
