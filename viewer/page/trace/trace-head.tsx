import type { JSX } from 'preact';
import { act, snapshot } from '../data.ts';
import { plural, showDuration, showExactTime, showMoney, showTime, showTokens } from '../format.ts';
import { type KeyBinding, useKeys } from '../keys.ts';
import { CopyButton, Fact, Link, ServiceName } from '../parts/parts.tsx';
import { pathTo, route, withParams } from '../route.ts';
import { promptOf } from './copy-prompt.ts';
import { FACES } from './faces.ts';
import type { TraceView } from './trace-view.ts';

export function TraceHead({ view, face }: { view: TraceView; face: string }): JSX.Element {
  const { trace } = view.skeleton;
  return (
    <header class="trace-head">
      <div class="trace-title">
        {snapshot === undefined && (
          <Link to="/traces" class="back" aria-label="All traces">
            ←
          </Link>
        )}
        <h1>
          <ServiceName name={trace.service} /> {trace.name}
        </h1>
        {trace.unfinished > 0 && (
          <span class="tag running">{plural(trace.unfinished, 'span')} unfinished</span>
        )}
        {!trace.rooted && (
          <span class="tag" title="The trace's first span has not come, or is kept elsewhere">
            no root
          </span>
        )}
        <span class="space" />
        <Actions view={view} />
      </div>
      <dl class="facts">
        <Fact name="duration">{showDuration(trace.duration)}</Fact>
        <Fact name="start" title={showExactTime(trace.start)}>
          {showTime(trace.start)}
        </Fact>
        <Fact name="spans">{trace.spans}</Fact>
        <Fact name="errors">
          <span class={trace.errors > 0 ? 'bad' : ''}>{trace.errors}</span>
        </Fact>
        <Fact name="services">{trace.services.length}</Fact>
        {trace.session !== null && (
          <Fact name="session">
            {snapshot ? trace.session : <Link to={pathTo('session', trace.session)}>{trace.session}</Link>}
          </Fact>
        )}
        {trace.user !== null && (
          <Fact name="user">
            {snapshot ? (
              trace.user
            ) : (
              <Link to={pathTo('traces', '', { user: trace.user })}>{trace.user}</Link>
            )}
          </Fact>
        )}
        {trace.input !== null && (
          <Fact
            name="tokens in → out"
            title="Each call of a model counted once, however many spans repeat its usage"
          >
            {showTokens(trace.input, trace.output)}
          </Fact>
        )}
        {trace.cost !== null && (
          <Fact name="cost" title="What the spans say, else by the price table of onetrace">
            {showMoney(trace.cost)}
          </Fact>
        )}
        <Fact name="trace id">
          <CopyButton text={() => trace.traceId} label="Copy the trace id">
            <code>{trace.traceId.slice(0, 8)}</code>
          </CopyButton>
        </Fact>
      </dl>
      <nav class="faces" aria-label="Faces of the trace">
        {FACES.map(([name, title], index) => (
          <Link
            key={name}
            to={withParams({ face: index === 0 ? '' : name })}
            {...(name === face && { 'aria-current': 'true' as const })}
          >
            {title} <kbd aria-hidden="true">{index + 1}</kbd>
          </Link>
        ))}
      </nav>
    </header>
  );
}

function Actions({ view }: { view: TraceView }): JSX.Element {
  const { traceId, pinned } = view.skeleton.trace;
  const prompt = (): Promise<string> => promptOf(view, route.value.params.get('span') ?? '');
  const keys: KeyBinding[] = [
    {
      key: 'p',
      what: 'copy as prompt',
      run: () => void prompt().then((text) => navigator.clipboard.writeText(text)),
    },
    { key: 'y', what: 'copy the link', run: () => void navigator.clipboard.writeText(location.href) },
  ];
  useKeys(keys);
  return (
    <div class="actions">
      <CopyButton text={prompt}>Copy as prompt</CopyButton>
      {snapshot === undefined && (
        <>
          <a class="quiet" href={`/api/export?trace=${traceId}`} download>
            OTLP
          </a>
          <a class="quiet" href={`/api/html?trace=${traceId}`} download>
            HTML file
          </a>
          <button
            type="button"
            class="quiet"
            aria-pressed={pinned}
            onClick={() => void act('pin', { trace: traceId, pinned: pinned ? '0' : '1' })}
          >
            {pinned ? 'Kept' : 'Keep'}
          </button>
        </>
      )}
    </div>
  );
}
