import type { JSX } from 'preact';
import { readExchange } from '../../../store/messages/read-exchange.ts';
import type { SpanBody } from '../../../store/queries/span.ts';

/** Contents are off: how they are switched on, by the program's own configuration. */
export function ContentHint({ isCall, body }: { isCall: boolean; body: SpanBody }): JSX.Element | null {
  if (!isCall) return null;
  const { input, output } = readExchange(body);
  if (input.length + output.length > 0) return null;
  return (
    <p class="offer">
      What was said is not recorded. <code>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true</code>{' '}
      records it.
    </p>
  );
}
