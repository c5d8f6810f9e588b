import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Skeleton } from '../../store/queries/trace.ts';
import { changes, snapshot, useAnswer, versions } from '../data.ts';
import { type KeyBinding, useKeys } from '../keys.ts';
import { Empty, Link, Notice } from '../parts/parts.tsx';
import { route, setParams } from '../route.ts';
import { FACES } from './faces.ts';
import { Inspector } from './inspect/inspector.tsx';
import { MapFace } from './map-face.tsx';
import { SourceFace } from './source-face.tsx';
import { TraceHead } from './trace-head.tsx';
import { viewOfTrace } from './trace-view.ts';
import { Transcript } from './transcript.tsx';
import { Waterfall } from './waterfall/waterfall.tsx';

export function TracePage(): JSX.Element {
  const { id, params } = route.value;
  // Asked again when this trace changed, not when any did.
  void changes.value;
  const answer = useAnswer<Skeleton>('trace', { trace: id }, versions.get(id) ?? 0);
  const correctSkew = params.get('skew') !== 'raw';
  const view = useMemo(
    () => answer.data && viewOfTrace(answer.data, correctSkew),
    [answer.data, correctSkew],
  );
  useKeys(FACE_KEYS);
  if (view === undefined)
    return answer.error === '' ? (
      <p class="loading" role="status">
        …
      </p>
    ) : (
      <Missing id={id} error={answer.error} />
    );
  const face = params.get('face') ?? 'waterfall';
  const selected = params.get('span') ?? '';
  const select = (spanId: string): void => setParams({ span: spanId });
  return (
    <div class="trace">
      <TraceHead view={view} face={face} />
      {answer.error !== '' && <Notice kind="error">{answer.error}</Notice>}
      <div class={`split${selected === '' ? '' : ' open'}`}>
        <section class="face" aria-label={face}>
          {face === 'transcript' && (
            <Transcript trace={id} version={versions.get(id) ?? 0} selected={selected} onSelect={select} />
          )}
          {face === 'map' && <MapFace trace={id} version={versions.get(id) ?? 0} />}
          {face === 'source' && <SourceFace view={view} selected={selected} onSelect={select} />}
          {face === 'waterfall' && <Waterfall key={id} view={view} selected={selected} onSelect={select} />}
        </section>
        {selected !== '' && <Inspector view={view} spanId={selected} onClose={() => select('')} />}
      </div>
    </div>
  );
}

const FACE_KEYS: KeyBinding[] = [
  ...FACES.map(([name, title], index) => ({
    key: String(index + 1),
    what: title.toLowerCase(),
    run: () => setParams({ face: name === 'waterfall' ? '' : name }),
  })),
  { key: 'Escape', what: 'close the span', run: () => setParams({ span: '' }) },
];

function Missing({ id, error }: { id: string; error: string }): JSX.Element {
  return (
    <Empty title="This trace is not here">
      <p>
        <code>{id}</code>
      </p>
      <p>{error}</p>
      {snapshot === undefined && (
        <p>
          It may not have come yet, or was removed to make room. <Link to="/traces">All traces</Link>
        </p>
      )}
    </Empty>
  );
}
