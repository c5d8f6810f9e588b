import type { JSX, RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Asking, changes, useAnswer } from '../data.ts';
import { route, setParams } from '../route.ts';
import { AttributePicker } from './attribute-picker.tsx';

const SINGLE = [
  'q',
  'service',
  'session',
  'user',
  'model',
  'status',
  'kind',
  'sort',
  'name',
  'site',
] as const;

/** What the address asks for. */
export const filterOf = (params: URLSearchParams): Asking => ({
  ...Object.fromEntries(SINGLE.map((key) => [key, params.get(key) ?? ''])),
  attr: params.getAll('attr'),
});

const STATUSES = [
  ['', 'All'],
  ['error', 'Errors'],
  ['running', 'Unfinished'],
] as const;

/** Filters that have no control of their own, shown as chips. */
const CHIPS = ['session', 'user', 'model', 'name', 'site'] as const;

export function Filters({ search }: { search: RefObject<HTMLInputElement | null> }): JSX.Element {
  const { params } = route.value;
  const status = params.get('status') ?? '';
  return (
    <div class="filters" role="search">
      <SearchField field={search} />
      <ServiceChoice value={params.get('service') ?? ''} />
      <div class="choice" role="group" aria-label="Status">
        {STATUSES.map(([value, title]) => (
          <button
            key={value}
            type="button"
            aria-pressed={status === value}
            onClick={() => setParams({ status: value })}
          >
            {title}
          </button>
        ))}
      </div>
      <button
        type="button"
        class="toggle"
        aria-pressed={params.get('kind') === 'ai'}
        onClick={() => setParams({ kind: params.get('kind') === 'ai' ? '' : 'ai' })}
      >
        AI only
      </button>
      <AttributePicker />
      {CHIPS.map(
        (key) =>
          params.get(key) && (
            <Chip key={key} text={`${key} ${params.get(key)}`} onRemove={() => setParams({ [key]: '' })} />
          ),
      )}
      {params.getAll('attr').map((attr) => (
        <Chip
          key={attr}
          text={attr}
          onRemove={() => setParams({ attr: params.getAll('attr').filter((each) => each !== attr) })}
        />
      ))}
    </div>
  );
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }): JSX.Element {
  return (
    <button type="button" class="chip" aria-label={`Remove filter ${text}`} onClick={onRemove}>
      {text} <span aria-hidden="true">×</span>
    </button>
  );
}

/** Follows the typing with a moment's delay. */
function SearchField({ field }: { field: RefObject<HTMLInputElement | null> }): JSX.Element {
  const asked = route.value.params.get('q') ?? '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  useEffect(() => {
    if (text === asked) return;
    const timer = setTimeout(() => setParams({ q: text }), 200);
    return () => clearTimeout(timer);
  }, [text, asked]);
  return (
    <label class="search">
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.4" />
        <path d="m9.3 9.3 3.2 3.2" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" />
      </svg>
      <span class="unseen">Search</span>
      <input
        ref={field}
        type="search"
        value={text}
        placeholder="Search names, URLs, errors, messages, trace id"
        spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}

function ServiceChoice({ value }: { value: string }): JSX.Element {
  const services = useAnswer<{ service: string; traces: number }[]>('services', {}, changes.value);
  return (
    <label class="select">
      <span class="unseen">Service</span>
      <select value={value} onChange={(event) => setParams({ service: event.currentTarget.value })}>
        <option value="">All services</option>
        {(services.data ?? []).map(({ service, traces }) => (
          <option key={service} value={service}>
            {service} ({traces})
          </option>
        ))}
        {value !== '' && !services.data?.some(({ service }) => service === value) && (
          <option value={value}>{value}</option>
        )}
      </select>
    </label>
  );
}
