import type { JSX } from 'preact';
import { readExchange } from '../../store/messages/read-exchange.ts';
import type { SpanBody } from '../../store/queries/span.ts';
import { act, snapshot } from '../data.ts';
import { refreshStatus, status } from '../status.ts';

const CALLS = 5;

/** Contents are off; those of this site's next calls can be had, visibly, and then no more. */
export function CaptureOffer({
  site,
  isCall,
  body,
}: {
  site: string;
  isCall: boolean;
  body: SpanBody;
}): JSX.Element | null {
  if (!isCall || snapshot !== undefined || site === '') return null;
  const { input, output } = readExchange(body);
  if (input.length + output.length > 0) return null;
  const place = site.replace(/#.*$/, '');
  const wanted = status.value?.captures.find((it) => it.site === place);
  const want = (calls: number): void =>
    void act('capture', { site: place, calls: String(calls) }).then(refreshStatus);
  return (
    <p class="offer">
      {wanted === undefined ? (
        <>
          What was said is not recorded.{' '}
          <button type="button" class="quiet" onClick={() => want(CALLS)}>
            Record the next {CALLS} calls of this site
          </button>
        </>
      ) : (
        <>
          <span class="warn">Its next {wanted.calls} calls are recorded with their contents.</span>{' '}
          <button type="button" class="quiet" onClick={() => want(0)}>
            Stop
          </button>
        </>
      )}
    </p>
  );
}
