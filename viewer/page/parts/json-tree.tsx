/** JSON of any size: what is closed is not there. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Json } from '../../otlp/received-span.ts';

const AT_ONCE = 100;

export function JsonTree({
  value,
  name,
  open = false,
}: {
  value: Json;
  name?: string;
  open?: boolean;
}): JSX.Element {
  if (typeof value !== 'object' || value === null) return <JsonLeaf value={value} name={name} />;
  return <JsonBranch value={value} name={name} open={open} />;
}

function JsonLeaf({
  value,
  name,
}: {
  value: Exclude<Json, object> | null;
  name: string | undefined;
}): JSX.Element {
  return (
    <div class="json">
      {name !== undefined && <span class="json-key">{name}</span>}
      <span class={`json-${value === null ? 'null' : typeof value}`}>
        {typeof value === 'string' ? value : String(value)}
      </span>
    </div>
  );
}

function JsonBranch({
  value,
  name,
  open,
}: {
  value: Json[] | { [key: string]: Json };
  name: string | undefined;
  open: boolean;
}): JSX.Element {
  const [isOpen, setOpen] = useState(open);
  const [most, setMost] = useState(AT_ONCE);
  const entries = Array.isArray(value)
    ? value.map((each, index): [string, Json] => [String(index), each])
    : Object.entries(value);
  return (
    <div class="json">
      <button type="button" class="json-toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>{' '}
        {name !== undefined && <span class="json-key">{name}</span>}
        <span class="json-size">{Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`}</span>
      </button>
      {isOpen && (
        <div class="json-inner">
          {entries.slice(0, most).map(([key, each]) => (
            <JsonTree key={key} name={key} value={each} />
          ))}
          {entries.length > most && (
            <button type="button" class="quiet" onClick={() => setMost(most * 10)}>
              {entries.length - most} more
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** JSON within a text, where there is any. */
export function jsonWithin(text: string): Json | undefined {
  if (text.length > 2_000_000 || !/^\s*[[{]/.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
