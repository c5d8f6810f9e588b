import type { JSX } from 'preact';
import type { ComparedMessage, Comparison } from '../../api/compare.ts';
import type { TraceRow } from '../../store/queries/traces.ts';
import type { ComparedRow, ComparedSide } from '../../tree/align-traces.ts';
import { useAnswer } from '../data.ts';
import { showChange, showCount, showDuration, showMoney, showTime, showTokens } from '../format.ts';
import { Empty, Link, Notice, ServiceName } from '../parts/parts.tsx';
import { pathTo, route, setParams } from '../route.ts';

export function ComparePage(): JSX.Element {
  const [a, b] = [route.value.params.get('a') ?? '', route.value.params.get('b') ?? ''];
  const answer = useAnswer<Comparison | null>(a === '' || b === '' ? '' : 'compare', { a, b });
  if (a === '' || b === '')
    return (
      <Empty title="Two traces are compared">
        <p>
          Mark two in the <Link to="/traces">list</Link>.
        </p>
      </Empty>
    );
  if (answer.error !== '') return <Notice kind="error">{answer.error}</Notice>;
  if (answer.data === undefined) return <p class="loading">…</p>;
  if (answer.data === null) return <Notice kind="error">One of the two is not kept any more.</Notice>;
  return <Compared comparison={answer.data} />;
}

function Compared({ comparison: { a, b, rows, messages } }: { comparison: Comparison }): JSX.Element {
  const longest = rows.reduce((most, row) => Math.max(most, row.a?.duration ?? 0, row.b?.duration ?? 0), 1);
  return (
    <div class="page compare">
      <h1>Compare</h1>
      <div class="compared-heads">
        <Head side="A" trace={a} />
        <button type="button" class="quiet" onClick={() => setParams({ a: b.traceId, b: a.traceId })}>
          swap
        </button>
        <Head side="B" trace={b} />
      </div>
      <p class="dim">
        Spans are paired by their place in the code, so moved lines and other ids do not matter.
      </p>
      <div class="table-frame">
        <table class="data" aria-label="Spans of both traces">
          <thead>
            <tr>
              <th scope="col">Span</th>
              <th scope="col" class="number">
                A
              </th>
              <th scope="col" class="number">
                B
              </th>
              <th scope="col">Difference</th>
              <th scope="col" class="number">
                Tokens
              </th>
              <th scope="col" class="number">
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 1000).map((row, index) => (
              <Row key={index} row={row} longest={longest} traces={[a.traceId, b.traceId]} />
            ))}
          </tbody>
        </table>
      </div>
      {messages.length > 0 && <MessageDiff messages={messages} />}
    </div>
  );
}

function Head({ side, trace }: { side: string; trace: TraceRow }): JSX.Element {
  return (
    <div class="compared-head">
      <b>{side}</b>
      <ServiceName name={trace.service} />
      <Link to={pathTo('trace', trace.traceId)}>{trace.name}</Link>
      <span class="dim">
        {[
          showTime(trace.start),
          showDuration(trace.duration),
          `${trace.spans} spans`,
          trace.errors > 0 && `${trace.errors} errors`,
          showTokens(trace.input, trace.output),
          showMoney(trace.cost),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  );
}

function Row({
  row,
  longest,
  traces,
}: {
  row: ComparedRow;
  longest: number;
  traces: readonly [string, string];
}): JSX.Element {
  const { depth, service, name, a, b } = row;
  const state = a === null ? 'new' : b === null ? 'gone' : '';
  const failed = (a?.status === 2) !== (b?.status === 2) && a !== null && b !== null;
  const place =
    b === null
      ? pathTo('trace', traces[0], { span: a?.spanId ?? '' })
      : pathTo('trace', traces[1], { span: b.spanId });
  return (
    <tr class={state}>
      <td class="wide" style={{ paddingLeft: `${10 + Math.min(depth, 20) * 14}px` }}>
        <ServiceName name={service} dim /> <Link to={place}>{name}</Link>{' '}
        {state !== '' && <span class={`tag ${state}`}>{state === 'new' ? 'only in B' : 'only in A'}</span>}
        {failed && <span class="tag gone">{b?.status === 2 ? 'fails now' : 'failed before'}</span>}
      </td>
      <td class="number">{a && showDuration(a.duration)}</td>
      <td class="number">{b && showDuration(b.duration)}</td>
      <td>{a && b && <Difference a={a} b={b} longest={longest} />}</td>
      <td class="number">{showChange(a?.tokens ?? 0, b?.tokens ?? 0, showCount)}</td>
      <td class="number">{showChange(a?.cost ?? 0, b?.cost ?? 0, showMoney)}</td>
    </tr>
  );
}

function Difference({ a, b, longest }: { a: ComparedSide; b: ComparedSide; longest: number }): JSX.Element {
  const more = b.duration - a.duration;
  const width = (Math.abs(more) / longest) * 50;
  return (
    <span class="difference" title={`${more >= 0 ? '+' : '−'}${showDuration(Math.abs(more))}`}>
      <i
        class={more > 0 ? 'slower' : 'faster'}
        style={more > 0 ? { left: '50%', width: `${width}%` } : { right: '50%', width: `${width}%` }}
      />
      <span>
        {more >= 0 ? '+' : '−'}
        {showDuration(Math.abs(more))}
      </span>
    </span>
  );
}

function MessageDiff({ messages }: { messages: readonly ComparedMessage[] }): JSX.Element {
  const same = messages.filter(({ side }) => side === 'both').length;
  return (
    <section class="message-diff" aria-label="Messages of both traces">
      <h2>
        Messages{' '}
        <span class="dim">
          {same} alike, {messages.length - same} not
        </span>
      </h2>
      {messages.map(({ role, text, side }, index) => (
        <div key={index} class={`diff ${side}`}>
          <span class="role">
            {side === 'both' ? '' : side.toUpperCase()} {role}
          </span>
          <p>{text}</p>
        </div>
      ))}
    </section>
  );
}
