/** A filter by attribute, found by its key or by its value: what there is, with how often. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAnswer } from '../data.ts';
import { showCount } from '../format.ts';
import { route, setParams } from '../route.ts';

interface FoundKey {
  readonly key: string;
  readonly count: number;
  readonly values?: number;
  readonly value?: string | number;
}

export function AttributePicker(): JSX.Element {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event): void => {
      if (!frame.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', close);
    return () => removeEventListener('pointerdown', close);
  }, [open]);
  return (
    <div class="picker" ref={frame} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
      <button type="button" class="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        + Attribute
      </button>
      {open && <Choices onDone={() => setOpen(false)} />}
    </div>
  );
}

function Choices({ onDone }: { onDone: () => void }): JSX.Element {
  const [text, setText] = useState('');
  const [key, setKey] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const values = useAnswer<{ value: string | number; count: number }[]>(key === '' ? '' : 'values', { key });
  const keys = useAnswer<FoundKey[]>(key === '' ? 'values' : '', {});
  const byValue = useAnswer<FoundKey[]>(key === '' && text.length > 1 ? 'values' : '', { text });
  const add = (attr: string): void => {
    setParams({ attr: [...new Set([...route.value.params.getAll('attr'), attr])] });
    onDone();
  };
  const matches = (candidate: unknown): boolean =>
    String(candidate).toLowerCase().includes(text.toLowerCase());
  return (
    <div class="popover" role="dialog" aria-label="Filter by attribute">
      <input
        ref={input}
        type="text"
        value={text}
        spellcheck={false}
        aria-label="Attribute or value"
        placeholder={key === '' ? 'An attribute, or a value it has' : `A value of ${key}`}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <ul>
        {key === ''
          ? [
              ...(keys.data ?? [])
                .filter((it) => matches(it.key))
                .slice(0, 40)
                .map((it) => (
                  <li key={it.key}>
                    <button
                      type="button"
                      onClick={() => {
                        setKey(it.key);
                        setText('');
                      }}
                    >
                      <span>{it.key}</span>
                      <small>{showCount(it.values ?? 0)} values</small>
                    </button>
                  </li>
                )),
              ...(byValue.data ?? []).map((it) => (
                <li key={`${it.key}=${it.value}`}>
                  <button type="button" onClick={() => add(`${it.key}=${it.value}`)}>
                    <span>
                      {it.key} = <b>{String(it.value)}</b>
                    </span>
                    <small>{showCount(it.count)}</small>
                  </button>
                </li>
              )),
            ]
          : (values.data ?? [])
              .filter((it) => matches(it.value))
              .map((it) => (
                <li key={String(it.value)}>
                  <button type="button" onClick={() => add(`${key}=${it.value}`)}>
                    <span>{String(it.value).slice(0, 200)}</span>
                    <small>{showCount(it.count)}</small>
                  </button>
                </li>
              ))}
      </ul>
    </div>
  );
}
