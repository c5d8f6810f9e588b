import type { JSX } from 'preact';
import { readExchange } from '../../../store/messages/read-exchange.ts';
import type { SpanBody } from '../../../store/queries/span.ts';
import { plural } from '../../format.ts';
import { Said } from '../transcript.tsx';

/** Of a long history the end is shown first. */
const LAST = 6;

/** What this span was told and what it said, where that was recorded. */
export function Messages({ body }: { body: SpanBody }): JSX.Element | null {
  const { input, output } = readExchange(body);
  if (input.length + output.length === 0) return null;
  const hidden = input.slice(0, -LAST);
  return (
    <details class="part messages" open>
      <summary>
        Messages <span class="dim">{input.length + output.length}</span>
      </summary>
      {hidden.length > 0 && (
        <details>
          <summary class="dim">{plural(hidden.length, 'earlier message')}</summary>
          {hidden.map((message, index) => (
            <Said key={index} message={message} />
          ))}
        </details>
      )}
      {[...input.slice(-LAST), ...output].map((message, index) => (
        <Said key={index} message={message} />
      ))}
    </details>
  );
}
