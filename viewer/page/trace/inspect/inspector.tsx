import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attributes, Json } from '../../../otlp/received-span.ts';
import type { SpanBody } from '../../../store/queries/span.ts';
import { useAnswer, versions } from '../../data.ts';
import { kindName, showCount, showDuration, showMoney } from '../../format.ts';
import { JsonTree, jsonWithin } from '../../parts/json-tree.tsx';
import { CopyButton, Fact, Link, Notice, ServiceName } from '../../parts/parts.tsx';
import { pathTo } from '../../route.ts';
import { type TraceView, wordAt } from '../trace-view.ts';
import { ContentHint } from './content-hint.tsx';
import { Messages } from './messages.tsx';
import { SiteSource } from './site-source.tsx';
import { Unaccounted } from './unaccounted.tsx';

/** Everything of one span. */
export function Inspector({
  view,
  spanId,
  onClose,
}: {
  view: TraceView;
  spanId: string;
  onClose: () => void;
}): JSX.Element {
  const { skeleton } = view;
  const index = skeleton.spanId.indexOf(spanId);
  const answer = useAnswer<SpanBody>(
    'span',
    { trace: skeleton.trace.traceId, span: spanId },
    versions.get(skeleton.trace.traceId) ?? 0,
  );
  const frame = useRef<HTMLElement>(null);
  useEffect(() => frame.current?.scrollTo(0, 0), [spanId]);
  if (index < 0)
    return (
      <aside class="inspector" aria-label="Span">
        <Notice>The span {spanId} is not among those shown.</Notice>
      </aside>
    );
  const body = answer.data;
  const site = wordAt(skeleton, skeleton.site, index);
  return (
    <aside class="inspector" aria-label="Span" ref={frame} tabIndex={0}>
      <header>
        <h2>{wordAt(skeleton, skeleton.name, index)}</h2>
        <button type="button" class="icon" aria-label="Close the span" onClick={onClose}>
          ×
        </button>
      </header>
      <SpanFacts view={view} index={index} />
      {answer.error !== '' && <Notice kind="error">{answer.error}</Notice>}
      {body?.statusMessage && <p class="said error">{body.statusMessage}</p>}
      {body && <Messages body={body} />}
      {body && <ContentHint isCall={skeleton.usage[index] === 1} body={body} site={site} />}
      {site !== '' && <SiteSource site={site} />}
      <Unaccounted view={view} index={index} site={site} />
      {body && <AttributeTable title="Attributes" attributes={body.attributes} />}
      {body && body.events.length > 0 && <EventList body={body} />}
      {body && body.links.length > 0 && <LinkList body={body} />}
      {body && (
        <AttributeTable
          title="Resource"
          attributes={{ ...body.resource.attributes, ...scopeOf(body) }}
          closed
        />
      )}
      {body?.dropped.some((count) => count > 0) && (
        <p class="dim">
          Dropped before it was sent: {body.dropped[0]} attributes, {body.dropped[1]} events,{' '}
          {body.dropped[2]} links
        </p>
      )}
    </aside>
  );
}

const scopeOf = ({ scope }: SpanBody): Attributes => ({
  'otel.scope.name': scope.name,
  ...(scope.version && { 'otel.scope.version': scope.version }),
  ...scope.attributes,
});

function SpanFacts({
  view: { skeleton, tree, self },
  index,
}: {
  view: TraceView;
  index: number;
}): JSX.Element {
  const row = tree.rowOf[index] as number;
  const tokens = skeleton.input[index];
  const first = skeleton.firstChunk[index];
  const model = wordAt(skeleton, skeleton.model, index);
  return (
    <dl class="facts">
      <Fact name="service">
        <ServiceName name={wordAt(skeleton, skeleton.service, index)} />
      </Fact>
      <Fact name="duration">{showDuration(tree.duration[row] as number)}</Fact>
      <Fact name="self" title="In which none of its children ran">
        {showDuration(self[row] as number)}
      </Fact>
      <Fact name="start" title="Since the trace's start">
        +{showDuration(Math.max(0, skeleton.start[index] as number))}
      </Fact>
      <Fact name="kind">{kindName(skeleton.kind[index] ?? 0)}</Fact>
      {skeleton.status[index] === 2 && (
        <Fact name="status">
          <span class="bad">error</span>
        </Fact>
      )}
      {model !== '' && <Fact name="model">{model}</Fact>}
      {tokens !== null && tokens !== undefined && (
        <Fact name="tokens">
          {showCount(tokens)} → {showCount(skeleton.output[index] ?? 0)}
        </Fact>
      )}
      {skeleton.cost[index] !== null && <Fact name="cost">{showMoney(skeleton.cost[index])}</Fact>}
      {first !== null && first !== undefined && <Fact name="first chunk">{showDuration(first * 1000)}</Fact>}
      <Fact name="span id">
        <CopyButton text={() => skeleton.spanId[index] ?? ''} label="Copy the span id">
          <code>{skeleton.spanId[index]}</code>
        </CopyButton>
      </Fact>
    </dl>
  );
}

/** Sorted, so that what belongs together stands together; filtered by key and value. */
export function AttributeTable({
  title,
  attributes,
  closed = false,
}: {
  title: string;
  attributes: Attributes;
  closed?: boolean;
}): JSX.Element {
  const [text, setText] = useState('');
  const all = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const wanted = text.toLowerCase();
  const shown = all.filter(
    ([key, value]) => wanted === '' || `${key} ${JSON.stringify(value)}`.toLowerCase().includes(wanted),
  );
  return (
    <details class="part" open={!closed}>
      <summary>
        {title} <span class="dim">{all.length}</span>
      </summary>
      {all.length > 12 && (
        <input
          class="filter"
          type="search"
          aria-label={`Filter ${title.toLowerCase()}`}
          placeholder="Filter"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      )}
      <table class="attributes">
        <tbody>
          {shown.map(([key, value]) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>
                <AttributeValue name={key} value={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Values that are shown whole; the rest is opened. */
const SHORT = 400;

function AttributeValue({ name, value }: { name: string; value: Json }): JSX.Element {
  const [whole, setWhole] = useState(false);
  if (typeof value === 'object' && value !== null) {
    if (!Array.isArray(value) && '$double' in value)
      return <span class="json-number">{String(value['$double'])}</span>;
    return <JsonTree value={value} />;
  }
  if (typeof value !== 'string') return <span class={`json-${typeof value}`}>{String(value)}</span>;
  const json = jsonWithin(value);
  if (json !== undefined) return <JsonTree value={json} />;
  if (value.length > SHORT && !whole)
    return (
      <>
        {value.slice(0, SHORT)}
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          … {showCount(value.length - SHORT)} characters more
        </button>
      </>
    );
  return <span title={name}>{value}</span>;
}

function EventList({ body }: { body: SpanBody }): JSX.Element {
  return (
    <details class="part" open>
      <summary>
        Events <span class="dim">{body.events.length}</span>
      </summary>
      {body.events.slice(0, 200).map((event, index) => (
        <div key={index} class={`event${event.name === 'exception' ? ' failed' : ''}`}>
          <b>{event.name}</b>
          <JsonTree value={event.attributes} open={body.events.length < 5} />
        </div>
      ))}
    </details>
  );
}

function LinkList({ body }: { body: SpanBody }): JSX.Element {
  return (
    <details class="part" open>
      <summary>
        Links <span class="dim">{body.links.length}</span>
      </summary>
      {body.links.slice(0, 200).map(({ traceId, spanId }) => (
        <p key={spanId}>
          <Link to={pathTo('trace', traceId, { span: spanId })}>
            <code>{traceId.slice(0, 16)}</code> · <code>{spanId}</code>
          </Link>
        </p>
      ))}
    </details>
  );
}
