import type { JSX } from 'preact';
import { CopyButton, Empty, Link } from '../parts/parts.tsx';
import { status } from '../status.ts';

/** A page without traces is a page that says how to get some. */
export function FirstSteps(): JSX.Element {
  const url = status.value?.url ?? 'http://localhost:4318';
  const line = `OTEL_EXPORTER_OTLP_ENDPOINT=${url} node app.js`;
  return (
    <Empty title="Waiting for the first trace">
      <p>Start a program that sends OTLP here:</p>
      <p class="command">
        <code>{line}</code>
        <CopyButton text={() => line}>copy</CopyButton>
      </p>
      <p>
        or let the viewer start it: <code>npx onetrace view -- npm run dev</code>
      </p>
      <p class="dim">
        Files can be dropped here: OTLP as JSON, JSON lines or protobuf, Jaeger's JSON.
        {(status.value?.builds ?? 0) > 0 && (
          <>
            {' '}
            Your build is known already: see the <Link to="/map">map</Link> and its{' '}
            <Link to="/code">sites</Link>.
          </>
        )}
      </p>
    </Empty>
  );
}
