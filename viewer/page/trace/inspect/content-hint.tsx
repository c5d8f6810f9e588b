import type { JSX } from 'preact';
import { readExchange } from '../../../store/messages/read-exchange.ts';
import type { SpanBody } from '../../../store/queries/span.ts';
import { snapshot } from '../../data.ts';
import { askContents, status } from '../../status.ts';

/** Contents are off: how they are switched on, for the next calls of this line or for good. */
export function ContentHint({
  isCall,
  body,
  site,
}: {
  isCall: boolean;
  body: SpanBody;
  site: string;
}): JSX.Element | null {
  if (!isCall) return null;
  const { input, output } = readExchange(body);
  if (input.length + output.length > 0) return null;
  const place = /^(.*:\d+)#/.exec(site)?.[1] ?? '';
  const isAsked = status.value?.captures.includes(place) ?? false;
  return (
    <p class="offer">
      What was said is not recorded.{' '}
      {place !== '' && snapshot === undefined && (
        <button type="button" onClick={() => void askContents(place, !isAsked)}>
          {isAsked ? 'Stop recording this line' : 'Record the next 5 calls of this line'}
        </button>
      )}{' '}
      <code>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true</code> records it always.
    </p>
  );
}
