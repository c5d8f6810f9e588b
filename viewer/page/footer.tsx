import type { JSX } from 'preact';
import { connected } from './data.ts';
import { plural, showBytes } from './format.ts';
import { askContents, status } from './status.ts';

/** What the viewer itself is about: whether it hears, where it keeps, what it lost. */
export function Footer({ onHelp }: { onHelp: () => void }): JSX.Element {
  const now = status.value;
  return (
    <footer class="foot">
      <span class={`live ${connected.value ? 'on' : 'off'}`} role="status">
        {connected.value ? 'live' : 'not connected'}
      </span>
      {now !== undefined && (
        <>
          <span>
            OTLP <code>{now.url}</code>
            {now.grpc !== '' && (
              <>
                {' '}
                gRPC <code>{now.grpc}</code>
              </>
            )}
          </span>
          <span title={now.place}>
            {showBytes(now.bytes)} of {showBytes(now.limit)}
            {now.place === '' && now.engine === 'sqlite' ? ', kept until this ends' : ''}
          </span>
          {now.evicted > 0 && <span>{plural(now.evicted, 'older trace')} removed to make room</span>}
          {now.captures.map((place) => (
            <span key={place} class="warn" role="status">
              recording what is said at <code>{place}</code>{' '}
              <button type="button" class="quiet" onClick={() => void askContents(place, false)}>
                stop
              </button>
            </span>
          ))}
          {now.notices.slice(-1).map((notice) => (
            <span key={notice} class="warn" role="alert">
              {notice}
            </span>
          ))}
        </>
      )}
      <span class="space" />
      <button type="button" class="quiet" onClick={onHelp}>
        keys <kbd>?</kbd>
      </button>
    </footer>
  );
}
